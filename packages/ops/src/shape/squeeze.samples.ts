/** Samples of squeeze. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { squeeze } from "./squeeze.ts";

/** Samples of squeeze. */
export const samples: OpSamples = {
  op: squeeze,
  samples: [{ name: "a column", inputs: [sampleTensor([3, 1])], apply: (x) => squeeze(x, 1) }],
  errors: [
    { name: "an axis that is longer", inputs: [f32(2, 3)], apply: (x) => squeeze(x, 1), code: "SHAPE_MISMATCH" },
  ],
  torch: "x.squeeze(1)",
};
