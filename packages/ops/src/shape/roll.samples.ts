/** Samples of roll. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { roll } from "./roll.ts";

/** Samples of roll. */
export const samples: OpSamples = {
  op: roll,
  samples: [
    {
      name: "one place",
      inputs: [hostTensor([1, 2, 3, 4])],
      apply: (x) => roll(x, 1, 0),
      expected: [4, 1, 2, 3],
      torch: "torch.roll(x, 1, 0)",
    },
    {
      name: "two axes, one backwards",
      inputs: [sampleTensor([3, 5])],
      apply: (x) => roll(x, [-1, 2], [0, -1]),
      torch: "torch.roll(x, [-1, 2], [0, -1])",
    },
    {
      name: "further than the axis is long",
      inputs: [sampleTensor([2, 9])],
      apply: (x) => roll(x, [-13, 2], [1, 0]),
      torch: "torch.roll(x, [-13, 2], [1, 0])",
    },
    {
      name: "an axis twice, one of length 1",
      inputs: [sampleTensor([1, 4])],
      apply: (x) => roll(x, [1, 2, 1], [1, 0, 1]),
      torch: "torch.roll(x, 2, 1)",
    },
  ],
  errors: [
    { name: "an axis that is not there", inputs: [f32(2)], apply: (x) => roll(x, 1, 1), code: "ATTRIBUTE_INVALID" },
    { name: "a shift too few", inputs: [f32(2, 3)], apply: (x) => roll(x, 1, [0, 1]), code: "ATTRIBUTE_INVALID" },
  ],
};
