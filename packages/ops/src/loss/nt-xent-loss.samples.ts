/** Samples of ntXentLoss. */
import { f32, sampleTensor, type Tensor, type OpSamples } from "@rensa/core";
import { ntXentLoss } from "./nt-xent-loss.ts";

/** Samples of ntXentLoss. */
export const samples: OpSamples = {
  op: ntXentLoss,
  samples: [
    {
      name: "three pairs",
      inputs: [sampleTensor([3, 3]), sampleTensor([3, 3], -1.3, 1)],
      apply: (a: Tensor<readonly [number, number]>, b: Tensor<readonly [number, number]>) => ntXentLoss(a, b),
      torch:
        "F.cross_entropy((F.normalize(torch.cat([a, b]), dim=-1) @ F.normalize(torch.cat([a, b]), dim=-1).T / 0.5).masked_fill(torch.eye(6).bool(), -math.inf), torch.arange(6).roll(3))",
    },
    {
      name: "cold, view by view",
      inputs: [sampleTensor([2, 5]), sampleTensor([2, 5], -1.3, 1)],
      apply: (a: Tensor<readonly [number, number]>, b: Tensor<readonly [number, number]>) =>
        ntXentLoss(a, b, {
          temperature: 0.2,
          reduction: "none",
        }),
      torch:
        "F.cross_entropy((F.normalize(torch.cat([a, b]), dim=-1) @ F.normalize(torch.cat([a, b]), dim=-1).T / 0.2).masked_fill(torch.eye(4).bool(), -math.inf), torch.arange(4).roll(2), reduction='none')",
    },
    {
      name: "one pair, which finds itself",
      inputs: [sampleTensor([1, 3]), sampleTensor([1, 3], -1.3, 1)],
      apply: (a: Tensor<readonly [number, number]>, b: Tensor<readonly [number, number]>) =>
        ntXentLoss(a, b, {
          reduction: "sum",
        }),
      expected: 0,
      torch:
        "F.cross_entropy((F.normalize(torch.cat([a, b]), dim=-1) @ F.normalize(torch.cat([a, b]), dim=-1).T / 0.5).masked_fill(torch.eye(2).bool(), -math.inf), torch.arange(2).roll(1), reduction='sum')",
    },
  ],
  errors: [
    {
      name: "two shapes",
      inputs: [f32(3, 4), f32(2, 4)],
      apply: (a: Tensor<readonly [number, number]>, b: Tensor<readonly [number, number]>) => ntXentLoss(a, b),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "vectors",
      inputs: [f32(3), f32(3)],
      apply: (a: Tensor<readonly [number, number]>, b: Tensor<readonly [number, number]>) => ntXentLoss(a, b),
      code: "RANK_MISMATCH",
    },
    {
      name: "a temperature of 0",
      inputs: [f32(3, 4), f32(3, 4)],
      apply: (a: Tensor<readonly [number, number]>, b: Tensor<readonly [number, number]>) =>
        ntXentLoss(a, b, { temperature: 0 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
