/** Samples of sumOfSquares. */
import { f32, type OpSamples, sampleTensor } from "@rensa/core";
import { sumOfSquares } from "./sum-of-squares.ts";

/** Samples of sumOfSquares. */
export const samples: OpSamples = {
  op: sumOfSquares,
  samples: [
    {
      name: "everything",
      inputs: [sampleTensor([3, 4])],
      apply: (x) => sumOfSquares(x),
      torch: "torch.sum(x ** 2, None, keepdim=False)",
    },
    {
      name: "rows",
      inputs: [sampleTensor([3, 4])],
      apply: (x) => sumOfSquares(x, 1),
      torch: "torch.sum(x ** 2, 1, keepdim=False)",
    },
    {
      name: "two axes, kept",
      inputs: [sampleTensor([3, 4, 2])],
      apply: (x) => sumOfSquares(x, [0, -1], { keepDims: true }),
      torch: "torch.sum(x ** 2, (0, 2), keepdim=True)",
    },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(2, 3)],
      apply: (x) => sumOfSquares(x, 2),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
