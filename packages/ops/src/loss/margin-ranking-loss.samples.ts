/** Samples of marginRankingLoss. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { marginRankingLoss } from "./margin-ranking-loss.ts";

/** Samples of marginRankingLoss. */
export const samples: OpSamples = {
  op: marginRankingLoss,
  samples: [
    {
      name: "a vector",
      inputs: [sampleTensor([5]), sampleTensor([5], -1.3, 1), hostTensor([1, -1, 1, 1, -1])],
      apply: (a, b, t) => marginRankingLoss(a, b, t),
      torch: "F.margin_ranking_loss(a, b, targets)",
    },
    {
      name: "with a margin, single elements",
      inputs: [sampleTensor([5]), sampleTensor([5], -1.3, 1), hostTensor([1, -1, 1, 1, -1])],
      apply: (a, b, t) => marginRankingLoss(a, b, t, { margin: 0.7, reduction: "none" }),
      torch: "F.margin_ranking_loss(a, b, targets, margin=0.7, reduction='none')",
    },
    {
      name: "ties, which have no gradient",
      inputs: [hostTensor([1, 2]), hostTensor([1, 2]), hostTensor([1, -1])],
      apply: (a, b, t) => marginRankingLoss(a, b, t, { reduction: "sum" }),
      expected: 0,
      notSmooth: "a kink where the two are equal",
      torch: "F.margin_ranking_loss(a, b, targets, reduction='sum')",
    },
  ],
  errors: [
    {
      name: "two shapes",
      inputs: [f32(3), f32(3), f32(1)],
      apply: (a, b, t) => marginRankingLoss(a, b, t),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "integers",
      inputs: [i32(3), i32(3), i32(3)],
      apply: (a, b, t) => marginRankingLoss(a, b, t),
      code: "DTYPE_MISMATCH",
    },
  ],
};
