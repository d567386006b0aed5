/** Samples of softTargetCrossEntropy. */
import { f32, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { softTargetCrossEntropy } from "./soft-target-cross-entropy.ts";

/** Samples of softTargetCrossEntropy. */
export const samples: OpSamples = {
  op: softTargetCrossEntropy,
  samples: [
    {
      name: "three rows",
      inputs: [sampleTensor([3, 4]), sampleTensor([3, 4], 0, 0.5)],
      apply: (x, t) => softTargetCrossEntropy(x, t),
      torch: "F.cross_entropy(logits, targets)",
    },
    {
      name: "smoothed, row by row",
      inputs: [sampleTensor([3, 4]), sampleTensor([3, 4], 0, 0.5)],
      apply: (x, t) => softTargetCrossEntropy(x, t, { smoothing: 0.1, reduction: "none" }),
      torch: "F.cross_entropy(logits, targets, label_smoothing=0.1, reduction='none')",
    },
    {
      name: "rows of a matrix of rows, summed",
      inputs: [sampleTensor([2, 2, 3]), sampleTensor([2, 2, 3], 0, 1)],
      apply: (x, t) => softTargetCrossEntropy(x, t, { reduction: "sum" }),
      torch: "-(targets * logits.log_softmax(-1)).sum()",
    },
    {
      name: "with weights of classes",
      inputs: [sampleTensor([3, 4]), sampleTensor([3, 4], 0, 0.5)],
      apply: (x, t) => softTargetCrossEntropy(x, t, { classWeights: [1, 2, 3, 4] }),
      torch:
        "(lambda w, l: (w * l).sum() / w.sum())(targets @ torch.tensor([1, 2, 3, 4], dtype=targets.dtype), F.cross_entropy(logits, targets, reduction='none'))",
    },
  ],
  errors: [
    {
      name: "two shapes",
      inputs: [f32(3), f32(3, 1)],
      apply: (y, t) => softTargetCrossEntropy(y, t),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "integers",
      inputs: [i32(3), i32(3)],
      apply: (y, t) => softTargetCrossEntropy(y, t),
      code: "DTYPE_MISMATCH",
    },
    {
      name: "an unknown reduction",
      inputs: [f32(3), f32(3)],
      apply: (y, t) => softTargetCrossEntropy(y, t, { reduction: "median" as "mean" }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "a smoothing above 1",
      inputs: [f32(3), f32(3)],
      apply: (y, t) => softTargetCrossEntropy(y, t, { smoothing: 2 }),
      code: "ATTRIBUTE_INVALID",
    },
    { name: "a number", inputs: [f32(), f32()], apply: (y, t) => softTargetCrossEntropy(y, t), code: "RANK_MISMATCH" },
  ],
};
