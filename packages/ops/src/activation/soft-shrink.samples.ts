/** Samples of softShrink. */
import { f32, hostTensor, type OpSamples, sampleTensor } from "@rensa/core";
import { softShrink } from "./soft-shrink.ts";

/** Samples of softShrink. */
export const samples: OpSamples = {
  op: softShrink,
  samples: [
    { name: "a matrix", inputs: [sampleTensor([3, 5], -3, 3)], apply: (x) => softShrink(x), torch: "F.softshrink(x)" },
    {
      name: "a lambda",
      inputs: [sampleTensor([7], -3, 3)],
      apply: (x) => softShrink(x, { lambda: 1.2 }),
      torch: "F.softshrink(x, 1.2)",
    },
    {
      name: "the bounds",
      inputs: [hostTensor([0.5, -0.5, 0, 0.75])],
      apply: (x) => softShrink(x),
      expected: [0, 0, 0, 0.25],
      notSmooth: "it has corners at the bounds",
      torch: "F.softshrink(x)",
    },
  ],
  errors: [
    {
      name: "a negative lambda",
      inputs: [f32(2)],
      apply: (x) => softShrink(x, { lambda: -1 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
