/** Samples of cumsum. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { cumsum } from "./cumsum.ts";

/** Samples of cumsum. */
export const samples: OpSamples = {
  op: cumsum,
  samples: [
    { name: "rows", inputs: [sampleTensor([2, 5])], apply: (x) => cumsum(x), torch: "torch.cumsum(x, 1)" },
    {
      name: "the first axis, from the end",
      inputs: [sampleTensor([4, 3])],
      apply: (x) => cumsum(x, -2, { reverse: true }),
      torch: "torch.cumsum(x.flip(0), 0).flip(0)",
    },
    {
      name: "exclusive",
      inputs: [hostTensor([1, 2, 3, 4, 5, 6, 7])],
      apply: (x) => cumsum(x, 0, { exclusive: true }),
      expected: [0, 1, 3, 6, 10, 15, 21],
      torch: "torch.cumsum(x, 0) - x",
    },
    {
      name: "integers, exclusive, from the end",
      inputs: [hostTensor([1, 2, 3, 4], [4], "i32")],
      apply: (x) => cumsum(x, 0, { exclusive: true, reverse: true }),
      expected: [9, 7, 4, 0],
      torch: "torch.cumsum(x.flip(0), 0).flip(0) - x",
    },
    {
      name: "one element",
      inputs: [hostTensor([[3], [4]])],
      apply: (x) => cumsum(x),
      expected: [[3], [4]],
      torch: "torch.cumsum(x, 1)",
    },
  ],
  errors: [
    { name: "an axis that is not there", inputs: [f32(2, 3)], apply: (x) => cumsum(x, 2), code: "ATTRIBUTE_INVALID" },
  ],
};
