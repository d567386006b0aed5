/** Samples of bilinear. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { bilinear } from "./bilinear.ts";

/** Samples of bilinear. */
export const samples: OpSamples = {
  op: bilinear,
  samples: [
    {
      name: "a batch",
      inputs: [sampleTensor([4, 2]), sampleTensor([4, 3], -1, 1), sampleTensor([5, 2, 3], -1, 1)],
      apply: (a, b, weights) => bilinear(a, b, weights),
    },
    {
      name: "one pair, one result",
      inputs: [sampleTensor([3]), sampleTensor([2], -1, 1), sampleTensor([1, 3, 2], -1, 1)],
      apply: (a, b, weights) => bilinear(a, b, weights),
    },
  ],
  errors: [
    {
      name: "weights for other lengths",
      inputs: [f32(4, 3), f32(4, 2), f32(5, 2, 3)],
      apply: (a, b, weights) => bilinear(a, b, weights),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "weights that are a matrix",
      inputs: [f32(3), f32(2), f32(3, 2)],
      apply: (a, b, weights) => bilinear(a, b, weights),
      code: "RANK_MISMATCH",
    },
  ],
  torch: "F.bilinear(a, b, weights)",
};
