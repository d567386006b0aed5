/** Samples of tripletMarginLoss. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { tripletMarginLoss } from "./triplet-margin-loss.ts";

/** Samples of tripletMarginLoss. */
export const samples: OpSamples = {
  op: tripletMarginLoss,
  samples: [
    {
      name: "four triplets",
      inputs: [sampleTensor([4, 3]), sampleTensor([4, 3], -1.3, 1), sampleTensor([4, 3], -0.6, 3)],
      apply: (a, p, n) => tripletMarginLoss(a, p, n),
      torch: "F.triplet_margin_loss(anchor, positive, negative)",
    },
    {
      name: "sums of differences, swapped, row by row",
      inputs: [sampleTensor([4, 3]), sampleTensor([4, 3], -1.3, 1), sampleTensor([4, 3], -0.6, 3)],
      apply: (a, p, n) => tripletMarginLoss(a, p, n, { margin: 2.5, p: 1, swap: true, reduction: "none" }),
      torch: "F.triplet_margin_loss(anchor, positive, negative, margin=2.5, p=1.0, swap=True, reduction='none')",
    },
    {
      name: "one triplet",
      inputs: [sampleTensor([5]), sampleTensor([5], -1.3, 1), sampleTensor([5], -0.6, 3)],
      apply: (a, p, n) => tripletMarginLoss(a, p, n, { epsilon: 0.01, margin: 3, reduction: "sum" }),
      torch: "F.triplet_margin_loss(anchor, positive, negative, margin=3.0, eps=0.01, reduction='sum')",
    },
  ],
  errors: [
    {
      name: "two shapes",
      inputs: [f32(3, 4), f32(3, 4), f32(3, 1)],
      apply: (a, b, t) => tripletMarginLoss(a, b, t),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "a norm that it does not have",
      inputs: [f32(3, 4), f32(3, 4), f32(3, 4)],
      apply: (a, b, t) => tripletMarginLoss(a, b, t, { p: 3 as 2 }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "numbers",
      inputs: [f32(), f32(), f32()],
      apply: (a, b, t) => tripletMarginLoss(a, b, t),
      code: "RANK_MISMATCH",
    },
  ],
};
