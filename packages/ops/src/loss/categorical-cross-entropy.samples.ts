/** Samples of categoricalCrossEntropy. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { categoricalCrossEntropy } from "./categorical-cross-entropy.ts";

/** Samples of categoricalCrossEntropy. */
export const samples: OpSamples = {
  op: categoricalCrossEntropy,
  samples: [
    {
      name: "three rows",
      inputs: [sampleTensor([3, 4], 0.1, 0.9), sampleTensor([3, 4], 0, 0.5)],
      apply: (p, t) => categoricalCrossEntropy(p, t),
      torch: "-(targets * probabilities.log()).sum(-1).mean()",
    },
    {
      name: "certain rows, one by one",
      inputs: [
        hostTensor([
          [0, 1],
          [1, 0],
        ]),
        hostTensor([
          [0, 1],
          [0, 1],
        ]),
      ],
      apply: (p, t) => categoricalCrossEntropy(p, t, { reduction: "none" }),
      expected: [0, 16.118096],
      notSmooth: "probabilities at the end of their range",
      torch: "-(targets * probabilities.clamp(min=1e-7).log()).sum(-1)",
    },
    {
      name: "one row, summed",
      inputs: [sampleTensor([5], 0.1, 0.9), sampleTensor([5], 0, 1)],
      apply: (p, t) => categoricalCrossEntropy(p, t, { epsilon: 0.3, reduction: "sum" }),
      torch: "-(targets * probabilities.clamp(min=0.3).log()).sum()",
    },
  ],
  errors: [
    {
      name: "two shapes",
      inputs: [f32(3), f32(3, 1)],
      apply: (y, t) => categoricalCrossEntropy(y, t),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "integers",
      inputs: [i32(3), i32(3)],
      apply: (y, t) => categoricalCrossEntropy(y, t),
      code: "DTYPE_MISMATCH",
    },
    {
      name: "an unknown reduction",
      inputs: [f32(3), f32(3)],
      apply: (y, t) => categoricalCrossEntropy(y, t, { reduction: "median" as "mean" }),
      code: "ATTRIBUTE_INVALID",
    },
    { name: "a number", inputs: [f32(), f32()], apply: (y, t) => categoricalCrossEntropy(y, t), code: "RANK_MISMATCH" },
  ],
};
