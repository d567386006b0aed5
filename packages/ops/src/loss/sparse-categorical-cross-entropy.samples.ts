/** Samples of sparseCategoricalCrossEntropy. */
import { f32, hostTensor, i32, sampleTensor, type Tensor, type Shape, type OpSamples } from "@rensa/core";
import { sparseCategoricalCrossEntropy } from "./sparse-categorical-cross-entropy.ts";

/** Samples of sparseCategoricalCrossEntropy. */
export const samples: OpSamples = {
  op: sparseCategoricalCrossEntropy,
  samples: [
    {
      name: "three rows",
      inputs: [sampleTensor([3, 4], 0.1, 0.9), hostTensor([3, 0, 1], [3], "i32")],
      apply: (x, t: Tensor<Shape, "i32">) => sparseCategoricalCrossEntropy(x, t),
      torch: "F.nll_loss(probabilities.log(), labels)",
    },
    {
      name: "held off further",
      inputs: [hostTensor([[0.125, 0.875]]), hostTensor([0], [1], "i32")],
      apply: (x, t: Tensor<Shape, "i32">) => sparseCategoricalCrossEntropy(x, t, { epsilon: 0.25 }),
      expected: 2 * Math.LN2,
      torch: { none: "written down by hand" },
    },
    {
      name: "row by row, one held off from 0",
      inputs: [
        hostTensor([
          [0, 1],
          [0.5, 0.5],
        ]),
        hostTensor([0, 1], [2], "i32"),
      ],
      apply: (x, t: Tensor<Shape, "i32">) => sparseCategoricalCrossEntropy(x, t, { reduction: "none" }),
      expected: [16.118096, 0.693147],
      notSmooth: "a probability at the end of its range",
      torch: "F.nll_loss(probabilities.clamp(min=1e-7).log(), labels, reduction='none')",
    },
    {
      name: "rows that are left out",
      inputs: [sampleTensor([4, 3], 0.1, 1), hostTensor([2, -1, 0, -1], [4], "i32")],
      apply: (x, i: Tensor<readonly [4], "i32">) =>
        sparseCategoricalCrossEntropy(x, i, {
          ignoreLabel: -1,
        }),
      torch: "F.nll_loss(torch.log(probabilities), labels, ignore_index=-1)",
    },
  ],
  errors: [
    {
      name: "too few labels",
      inputs: [f32(3, 4), i32(2)],
      apply: (x, t: Tensor<Shape, "i32">) => sparseCategoricalCrossEntropy(x, t),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "labels that are no integers",
      inputs: [f32(3, 4), f32(3)],
      apply: (x, t: Tensor<Shape, "i32">) => sparseCategoricalCrossEntropy(x, t),
      code: "DTYPE_MISMATCH",
    },
    {
      name: "integers",
      inputs: [i32(3, 4), i32(3)],
      apply: (x, t: Tensor<Shape, "i32">) => sparseCategoricalCrossEntropy(x, t),
      code: "DTYPE_MISMATCH",
    },
    {
      name: "an unknown reduction",
      inputs: [f32(3, 4), i32(3)],
      apply: (x, t: Tensor<Shape, "i32">) => sparseCategoricalCrossEntropy(x, t, { reduction: "median" as "mean" }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
