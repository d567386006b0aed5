/** Samples of contrastiveLoss. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { contrastiveLoss } from "./contrastive-loss.ts";

/** Samples of contrastiveLoss. */
export const samples: OpSamples = {
  op: contrastiveLoss,
  samples: [
    {
      name: "four pairs",
      inputs: [sampleTensor([4, 3]), sampleTensor([4, 3], -1.3, 1), hostTensor([1, 0, 1, 0])],
      apply: (a, b, t) => contrastiveLoss(a, b, t, { margin: 4 }),
      torch:
        "(targets * (a - b).square().sum(-1) + (1 - targets) * (4 - (a - b).square().sum(-1).sqrt()).clamp(min=0).square()).mean()",
    },
    {
      name: "equal rows, pair by pair",
      inputs: [
        hostTensor([
          [1, 2],
          [0.5, 3],
        ]),
        hostTensor([
          [1, 2],
          [0, 3],
        ]),
        hostTensor([0, 0]),
      ],
      apply: (a, b, t) => contrastiveLoss(a, b, t, { reduction: "none" }),
      expected: [1, 0.25],
      notSmooth: "a kink where the rows are equal",
      torch: "targets * (a - b).square().sum(-1) + (1 - targets) * (1 - (a - b).norm(dim=-1)).clamp(min=0).square()",
    },
  ],
  errors: [
    {
      name: "two shapes",
      inputs: [f32(3, 4), f32(3, 1), f32(3)],
      apply: (a, b, t) => contrastiveLoss(a, b, t),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "too few targets",
      inputs: [f32(3, 4), f32(3, 4), f32(2)],
      apply: (a, b, t) => contrastiveLoss(a, b, t),
      code: "SHAPE_MISMATCH",
    },
  ],
};
