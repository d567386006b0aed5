/** Samples of binaryCrossEntropy. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { binaryCrossEntropy } from "./binary-cross-entropy.ts";

/** Samples of binaryCrossEntropy. */
export const samples: OpSamples = {
  op: binaryCrossEntropy,
  samples: [
    {
      name: "a matrix",
      inputs: [sampleTensor([2, 4], 0.1, 0.9), sampleTensor([2, 4], 0, 1)],
      apply: (p, t) => binaryCrossEntropy(p, t),
      torch: "F.binary_cross_entropy(probabilities, targets)",
    },
    {
      name: "summed",
      inputs: [sampleTensor([2, 4], 0.1, 0.9), sampleTensor([2, 4], 0, 1)],
      apply: (p, t) => binaryCrossEntropy(p, t, { reduction: "sum" }),
      torch: "F.binary_cross_entropy(probabilities, targets, reduction='sum')",
    },
    {
      name: "certain and wrong, certain and right, single elements",
      inputs: [hostTensor([0, 1, 1, 0]), hostTensor([1, 0, 1, 0])],
      apply: (p, t) => binaryCrossEntropy(p, t, { reduction: "none" }),
      expected: [100, 100, 0, 0],
      notSmooth: "probabilities at the ends of their range",
      torch: {
        none: "the values are those of binary_cross_entropy; the gradients differ in what PyTorch rounds to float32 and does not hold at -100",
      },
    },
  ],
  errors: [
    {
      name: "two shapes",
      inputs: [f32(3), f32(3, 1)],
      apply: (y, t) => binaryCrossEntropy(y, t),
      code: "SHAPE_MISMATCH",
    },
    { name: "integers", inputs: [i32(3), i32(3)], apply: (y, t) => binaryCrossEntropy(y, t), code: "DTYPE_MISMATCH" },
    {
      name: "an unknown reduction",
      inputs: [f32(3), f32(3)],
      apply: (y, t) => binaryCrossEntropy(y, t, { reduction: "median" as "mean" }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
