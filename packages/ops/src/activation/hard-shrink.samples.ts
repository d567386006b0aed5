/** Samples of hardShrink. */
import { f32, hostTensor, type OpSamples, sampleTensor } from "@rensa/core";
import { hardShrink } from "./hard-shrink.ts";

/** Samples of hardShrink. */
export const samples: OpSamples = {
  op: hardShrink,
  samples: [
    { name: "a matrix", inputs: [sampleTensor([3, 5], -3, 3)], apply: (x) => hardShrink(x), torch: "F.hardshrink(x)" },
    {
      name: "a lambda",
      inputs: [sampleTensor([7], -3, 3)],
      apply: (x) => hardShrink(x, { lambda: 1.2 }),
      torch: "F.hardshrink(x, 1.2)",
    },
    {
      name: "the bounds",
      inputs: [hostTensor([0.5, -0.5, 0, 0.75])],
      apply: (x) => hardShrink(x),
      expected: [0, 0, 0, 0.75],
      notSmooth: "it jumps at the bounds",
      torch: "F.hardshrink(x)",
    },
  ],
  errors: [
    {
      name: "a negative lambda",
      inputs: [f32(2)],
      apply: (x) => hardShrink(x, { lambda: -1 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
