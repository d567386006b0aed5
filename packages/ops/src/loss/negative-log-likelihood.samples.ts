/** Samples of negativeLogLikelihood. */
import { f32, hostTensor, i32, sampleTensor, type Tensor, type Shape, type OpSamples } from "@rensa/core";
import { negativeLogLikelihood } from "./negative-log-likelihood.ts";

/** Samples of negativeLogLikelihood. */
export const samples: OpSamples = {
  op: negativeLogLikelihood,
  samples: [
    {
      name: "three rows",
      inputs: [sampleTensor([3, 4]), hostTensor([3, 0, 1], [3], "i32")],
      apply: (x, t: Tensor<Shape, "i32">) => negativeLogLikelihood(x, t),
      torch: "F.nll_loss(logProbabilities, labels)",
    },
    {
      name: "rows of a matrix of rows, one by one",
      inputs: [
        sampleTensor([2, 2, 3]),
        hostTensor(
          [
            [0, 2],
            [1, 2],
          ],
          [2, 2],
          "i32",
        ),
      ],
      apply: (x, t: Tensor<Shape, "i32">) => negativeLogLikelihood(x, t, { reduction: "none" }),
      torch: "F.nll_loss(logProbabilities.movedim(-1, 1), labels, reduction='none')",
    },
    {
      name: "one row, summed",
      inputs: [sampleTensor([5]), hostTensor(4, [], "i32")],
      apply: (x, t: Tensor<Shape, "i32">) => negativeLogLikelihood(x, t, { reduction: "sum" }),
      torch: "F.nll_loss(logProbabilities, labels, reduction='sum')",
    },
    {
      name: "rows that are left out",
      inputs: [sampleTensor([4, 3], -2, 2), hostTensor([2, -1, 0, -1], [4], "i32")],
      apply: (x, i: Tensor<readonly [4], "i32">) => negativeLogLikelihood(x, i, { ignoreLabel: -1 }),
      torch: "F.nll_loss(logProbabilities, labels, ignore_index=-1)",
    },
  ],
  errors: [
    {
      name: "too few labels",
      inputs: [f32(3, 4), i32(2)],
      apply: (x, t: Tensor<Shape, "i32">) => negativeLogLikelihood(x, t),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "labels that are no integers",
      inputs: [f32(3, 4), f32(3)],
      apply: (x, t: Tensor<Shape, "i32">) => negativeLogLikelihood(x, t),
      code: "DTYPE_MISMATCH",
    },
    {
      name: "integers",
      inputs: [i32(3, 4), i32(3)],
      apply: (x, t: Tensor<Shape, "i32">) => negativeLogLikelihood(x, t),
      code: "DTYPE_MISMATCH",
    },
    {
      name: "an unknown reduction",
      inputs: [f32(3, 4), i32(3)],
      apply: (x, t: Tensor<Shape, "i32">) => negativeLogLikelihood(x, t, { reduction: "median" as "mean" }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
