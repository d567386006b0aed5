/** Samples of cosineEmbeddingLoss. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { cosineEmbeddingLoss } from "./cosine-embedding-loss.ts";

/** Samples of cosineEmbeddingLoss. */
export const samples: OpSamples = {
  op: cosineEmbeddingLoss,
  samples: [
    {
      name: "four pairs",
      inputs: [sampleTensor([4, 3]), sampleTensor([4, 3], -1.3, 1), hostTensor([1, -1, 1, -1])],
      apply: (a, b, t) => cosineEmbeddingLoss(a, b, t),
      torch: "F.cosine_embedding_loss(a, b, targets)",
    },
    {
      name: "with a margin, pair by pair",
      inputs: [sampleTensor([4, 3]), sampleTensor([4, 3], -0.3, 2), hostTensor([-1, -1, 1, -1])],
      apply: (a, b, t) => cosineEmbeddingLoss(a, b, t, { margin: -0.5, reduction: "none" }),
      torch: "F.cosine_embedding_loss(a, b, targets, margin=-0.5, reduction='none')",
    },
  ],
  errors: [
    {
      name: "two shapes",
      inputs: [f32(3, 4), f32(3, 1), f32(3)],
      apply: (a, b, t) => cosineEmbeddingLoss(a, b, t),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "too few targets",
      inputs: [f32(3, 4), f32(3, 4), f32(2)],
      apply: (a, b, t) => cosineEmbeddingLoss(a, b, t),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "integers",
      inputs: [i32(3, 4), i32(3, 4), i32(3)],
      apply: (a, b, t) => cosineEmbeddingLoss(a, b, t),
      code: "DTYPE_MISMATCH",
    },
  ],
};
