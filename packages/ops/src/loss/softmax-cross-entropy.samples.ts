/** Samples of softmaxCrossEntropy. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples, type Tensor } from "@rensa/core";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.ts";

/** Samples of softmaxCrossEntropy. */
export const samples: OpSamples = {
  op: softmaxCrossEntropy,
  samples: [
    {
      name: "three rows",
      inputs: [sampleTensor([3, 4]), hostTensor([3, 0, 1], [3], "i32")],
      apply: (x, i: Tensor<readonly [3], "i32">) => softmaxCrossEntropy(x, i),
    },
    {
      name: "rows that are left out",
      inputs: [sampleTensor([4, 3], -2, 2), hostTensor([2, -1, 0, -1], [4], "i32")],
      apply: (x, i: Tensor<readonly [4], "i32">) => softmaxCrossEntropy(x, i, { ignoreLabel: -1 }),
      torch: "F.cross_entropy(logits, labels, ignore_index=-1)",
    },
    {
      name: "rows of two axes, one by one",
      inputs: [sampleTensor([2, 2, 3]), hostTensor([0, 2, 1, 2], [2, 2], "i32")],
      apply: (x, i: Tensor<readonly [2, 2], "i32">) =>
        softmaxCrossEntropy(x, i, {
          reduction: "none",
        }),
      torch: "F.cross_entropy(logits.movedim(-1, 1), labels, reduction='none')",
    },
    {
      name: "rows of two axes, of which some are left out, with weights of classes",
      inputs: [sampleTensor([2, 3, 3], -2, 2), hostTensor([2, -1, 0, 1, 0, -1], [2, 3], "i32")],
      apply: (x, i) =>
        softmaxCrossEntropy(x, i as Tensor<readonly [2, 3], "i32">, { ignoreLabel: -1, classWeights: [1, 2, 0.5] }),
      torch:
        "F.cross_entropy(logits.movedim(-1, 1), labels, ignore_index=-1, weight=torch.tensor([1, 2, 0.5], dtype=logits.dtype))",
    },
    {
      name: "with weights of rows and of classes that are tensors, added up",
      inputs: [
        sampleTensor([4, 3], -2, 2),
        hostTensor([2, 1, 0, 1], [4], "i32"),
        sampleTensor([4], 0.2, 2),
        sampleTensor([3], 0.5, 3),
      ],
      apply: (x, i, weights, classWeights) =>
        softmaxCrossEntropy(x, i as Tensor<readonly [4], "i32">, { weights, classWeights, reduction: "sum" }),
      torch: "(xs[2] * xs[3][labels.long()] * F.cross_entropy(logits, labels, reduction='none')).sum()",
    },
  ],
  errors: [
    {
      name: "too few labels",
      inputs: [f32(3, 4), i32(2)],
      apply: (x, i: Tensor<readonly [2], "i32">) => softmaxCrossEntropy(x, i),
      code: "SHAPE_MISMATCH",
    },
  ],
  torch: "F.cross_entropy(logits, labels)",
};
