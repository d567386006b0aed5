/** Samples of sigmoidCrossEntropy. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { sigmoidCrossEntropy } from "./sigmoid-cross-entropy.ts";

/** Samples of sigmoidCrossEntropy. */
export const samples: OpSamples = {
  op: sigmoidCrossEntropy,
  samples: [
    {
      name: "a matrix",
      inputs: [sampleTensor([3, 4]), sampleTensor([3, 4], 0, 1)],
      apply: (x, t) => sigmoidCrossEntropy(x, t),
    },
    {
      name: "added up",
      inputs: [sampleTensor([2, 3]), sampleTensor([2, 3], 0, 1)],
      apply: (y, t) => sigmoidCrossEntropy(y, t, { reduction: "sum" }),
      torch: "F.binary_cross_entropy_with_logits(logits, targets, reduction='sum')",
    },
    {
      name: "with weights of the answers",
      inputs: [sampleTensor([3, 4]), sampleTensor([3, 4], 0, 1)],
      apply: (y, t) => sigmoidCrossEntropy(y, t, { classWeights: [0.5, 3] }),
      torch:
        "(lambda w, l: (w * l).sum() / w.sum())(0.5 + 2.5 * targets, F.binary_cross_entropy_with_logits(logits, targets, reduction='none'))",
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(3), f32(4)],
      apply: (x, t) => sigmoidCrossEntropy(x, t),
      code: "SHAPE_MISMATCH",
    },
  ],
  torch: "F.binary_cross_entropy_with_logits(logits, targets)",
};
