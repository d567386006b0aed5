/** Samples of infoNceLoss. */
import { f32, sampleTensor, type Tensor, type OpSamples } from "@rensa/core";
import { infoNceLoss } from "./info-nce-loss.ts";

/** Samples of infoNceLoss. */
export const samples: OpSamples = {
  op: infoNceLoss,
  samples: [
    {
      name: "four pairs",
      inputs: [sampleTensor([4, 3]), sampleTensor([4, 3], -1.3, 1)],
      apply: (q: Tensor<readonly [number, number]>, k: Tensor<readonly [number, number]>) => infoNceLoss(q, k),
      torch: "F.cross_entropy(F.normalize(queries, dim=-1) @ F.normalize(keys, dim=-1).T / 0.1, torch.arange(4))",
    },
    {
      name: "warm, row by row",
      inputs: [sampleTensor([5, 2]), sampleTensor([5, 2], -1.3, 1)],
      apply: (q: Tensor<readonly [number, number]>, k: Tensor<readonly [number, number]>) =>
        infoNceLoss(q, k, {
          temperature: 0.7,
          reduction: "none",
        }),
      torch:
        "F.cross_entropy(F.normalize(queries, dim=-1) @ F.normalize(keys, dim=-1).T / 0.7, torch.arange(5), reduction='none')",
    },
  ],
  errors: [
    {
      name: "two shapes",
      inputs: [f32(3, 4), f32(2, 4)],
      apply: (a: Tensor<readonly [number, number]>, b: Tensor<readonly [number, number]>) => infoNceLoss(a, b),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "vectors",
      inputs: [f32(3), f32(3)],
      apply: (a: Tensor<readonly [number, number]>, b: Tensor<readonly [number, number]>) => infoNceLoss(a, b),
      code: "RANK_MISMATCH",
    },
    {
      name: "a temperature of 0",
      inputs: [f32(3, 4), f32(3, 4)],
      apply: (a: Tensor<readonly [number, number]>, b: Tensor<readonly [number, number]>) =>
        infoNceLoss(a, b, { temperature: 0 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
