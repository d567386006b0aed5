/** Samples of smoothedCrossEntropy. */
import { f32, hostTensor, i32, sampleTensor, type Tensor, type Shape, type OpSamples } from "@rensa/core";
import { smoothedCrossEntropy } from "./smoothed-cross-entropy.ts";

/** Samples of smoothedCrossEntropy. */
export const samples: OpSamples = {
  op: smoothedCrossEntropy,
  samples: [
    {
      name: "three rows",
      inputs: [sampleTensor([3, 4]), hostTensor([3, 0, 1], [3], "i32")],
      apply: (x, t: Tensor<Shape, "i32">) => smoothedCrossEntropy(x, t),
      torch: "F.cross_entropy(logits, labels, label_smoothing=0.1)",
    },
    {
      name: "not smoothed, row by row",
      inputs: [sampleTensor([3, 4]), hostTensor([3, 0, 1], [3], "i32")],
      apply: (x, t: Tensor<Shape, "i32">) => smoothedCrossEntropy(x, t, { smoothing: 0, reduction: "none" }),
      torch: "F.cross_entropy(logits, labels, reduction='none')",
    },
    {
      name: "rows of a matrix of rows, summed",
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
      apply: (x, t: Tensor<Shape, "i32">) => smoothedCrossEntropy(x, t, { smoothing: 0.4, reduction: "sum" }),
      torch: "F.cross_entropy(logits.movedim(-1, 1), labels, label_smoothing=0.4, reduction='sum')",
    },
    {
      name: "rows that are left out",
      inputs: [sampleTensor([4, 3], -2, 2), hostTensor([2, -1, 0, -1], [4], "i32")],
      apply: (x, i: Tensor<readonly [4], "i32">) => smoothedCrossEntropy(x, i, { ignoreLabel: -1 }),
      torch: "F.cross_entropy(logits, labels, ignore_index=-1, label_smoothing=0.1)",
    },
  ],
  errors: [
    {
      name: "too few labels",
      inputs: [f32(3, 4), i32(2)],
      apply: (x, t: Tensor<Shape, "i32">) => smoothedCrossEntropy(x, t),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "labels that are no integers",
      inputs: [f32(3, 4), f32(3)],
      apply: (x, t: Tensor<Shape, "i32">) => smoothedCrossEntropy(x, t),
      code: "DTYPE_MISMATCH",
    },
    {
      name: "integers",
      inputs: [i32(3, 4), i32(3)],
      apply: (x, t: Tensor<Shape, "i32">) => smoothedCrossEntropy(x, t),
      code: "DTYPE_MISMATCH",
    },
    {
      name: "an unknown reduction",
      inputs: [f32(3, 4), i32(3)],
      apply: (x, t: Tensor<Shape, "i32">) => smoothedCrossEntropy(x, t, { reduction: "median" as "mean" }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "a smoothing below 0",
      inputs: [f32(3, 4), i32(3)],
      apply: (x, t: Tensor<Shape, "i32">) => smoothedCrossEntropy(x, t, { smoothing: -0.1 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
