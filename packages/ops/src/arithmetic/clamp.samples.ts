/** Samples of clamp. */
import { f32, type OpSamples, sampleTensor } from "@rensa/core";
import { clamp } from "./clamp.ts";

/** Samples of clamp. */
export const samples: OpSamples = {
  op: clamp,
  samples: [
    { name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => clamp(x, { min: -0.5, max: 0.75 }) },
  ],
  errors: [
    {
      name: "bounds in the wrong order",
      inputs: [f32(2)],
      apply: (x) => clamp(x, { min: 1, max: 0 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
  reference: (x) => Math.min(Math.max(x, -0.5), 0.75),
};
