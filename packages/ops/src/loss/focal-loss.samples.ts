/** Samples of focalLoss. */
import { f32, hostTensor, i32, sampleTensor, type Tensor, type Shape, type OpSamples } from "@rensa/core";
import { focalLoss } from "./focal-loss.ts";

/** Samples of focalLoss. */
export const samples: OpSamples = {
  op: focalLoss,
  samples: [
    {
      name: "three rows",
      inputs: [sampleTensor([3, 4]), hostTensor([3, 0, 1], [3], "i32")],
      apply: (x, t: Tensor<Shape, "i32">) => focalLoss(x, t),
      torch:
        "((1 - torch.exp(-F.cross_entropy(logits, labels, reduction='none'))) ** 2 * F.cross_entropy(logits, labels, reduction='none')).mean()",
    },
    {
      name: "weighted, a steep power, row by row",
      inputs: [sampleTensor([3, 4]), hostTensor([3, 0, 1], [3], "i32")],
      apply: (x, t: Tensor<Shape, "i32">) => focalLoss(x, t, { gamma: 0.5, alpha: 0.25, reduction: "none" }),
      torch:
        "0.25 * (1 - torch.exp(-F.cross_entropy(logits, labels, reduction='none'))) ** 0.5 * F.cross_entropy(logits, labels, reduction='none')",
    },
    {
      name: "no focus",
      inputs: [sampleTensor([3, 4]), hostTensor([3, 0, 1], [3], "i32")],
      apply: (x, t: Tensor<Shape, "i32">) => focalLoss(x, t, { gamma: 0, reduction: "sum" }),
      torch: "F.cross_entropy(logits, labels, reduction='sum')",
    },
    {
      name: "rows that are left out",
      inputs: [sampleTensor([4, 3], -2, 2), hostTensor([2, -1, 0, -1], [4], "i32")],
      apply: (x, i: Tensor<readonly [4], "i32">) => focalLoss(x, i, { ignoreLabel: -1 }),
      torch:
        "(lambda p: -((1 - p.exp())**2 * p)[labels >= 0].mean())(torch.log_softmax(logits, 1).gather(1, labels.clamp(min=0)[:, None]).squeeze(1))",
    },
  ],
  errors: [
    {
      name: "too few labels",
      inputs: [f32(3, 4), i32(2)],
      apply: (x, t: Tensor<Shape, "i32">) => focalLoss(x, t),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "labels that are no integers",
      inputs: [f32(3, 4), f32(3)],
      apply: (x, t: Tensor<Shape, "i32">) => focalLoss(x, t),
      code: "DTYPE_MISMATCH",
    },
    {
      name: "integers",
      inputs: [i32(3, 4), i32(3)],
      apply: (x, t: Tensor<Shape, "i32">) => focalLoss(x, t),
      code: "DTYPE_MISMATCH",
    },
    {
      name: "an unknown reduction",
      inputs: [f32(3, 4), i32(3)],
      apply: (x, t: Tensor<Shape, "i32">) => focalLoss(x, t, { reduction: "median" as "mean" }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "a gamma below 0",
      inputs: [f32(3, 4), i32(3)],
      apply: (x, t: Tensor<Shape, "i32">) => focalLoss(x, t, { gamma: -1 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
