/** Samples of reshape. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { reshape } from "./reshape.ts";

/** Samples of reshape. */
export const samples: OpSamples = {
  op: reshape,
  samples: [
    { name: "to a vector", inputs: [sampleTensor([2, 6])], apply: (x) => reshape(x, [12]), torch: "x.reshape(12)" },
    {
      name: "with what is left",
      inputs: [sampleTensor([2, 6])],
      apply: (x) => reshape(x, [4, -1]),
      torch: "x.reshape(4, -1)",
    },
  ],
  errors: [
    { name: "another size", inputs: [f32(2, 3)], apply: (x) => reshape(x, [5]), code: "SHAPE_MISMATCH" },
    { name: "a negative extent", inputs: [f32(2, 3)], apply: (x) => reshape(x, [-2, -3]), code: "ATTRIBUTE_INVALID" },
  ],
};
