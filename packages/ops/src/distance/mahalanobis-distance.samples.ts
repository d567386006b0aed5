/** Samples of mahalanobisDistance. */
import { f32, hostTensor, sampleTensor, type Tensor, type OpSamples } from "@rensa/core";
import { mahalanobisDistance } from "./mahalanobis-distance.ts";

/** Samples of mahalanobisDistance. */
export const samples: OpSamples = {
  op: mahalanobisDistance,
  samples: [
    {
      name: "rows to a center",
      inputs: [
        sampleTensor([4, 2]),
        sampleTensor([2], -1.3, 1),
        hostTensor([
          [2, 0.5],
          [0.5, 1],
        ]),
      ],
      apply: (x, y, v: Tensor<readonly [2, 2]>) => mahalanobisDistance(x, y, v),
      torch: "torch.einsum('ni,ij,nj->n', x - y, inverseCovariance, x - y).sqrt()",
    },
    {
      name: "a pair",
      inputs: [
        sampleTensor([3]),
        sampleTensor([3], -1.3, 1),
        hostTensor([
          [2, 0, 0],
          [0, 1, 0],
          [0, 0, 3],
        ]),
      ],
      apply: (x, y, v: Tensor<readonly [3, 3]>) => mahalanobisDistance(x, y, v),
      torch: "((x - y) @ inverseCovariance @ (x - y)).sqrt()",
    },
  ],
  errors: [
    {
      name: "a covariance of another width",
      inputs: [f32(4, 3), f32(3), f32(2, 2)],
      apply: (x, y, v: Tensor<readonly [2, 2]>) => mahalanobisDistance(x, y, v),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "numbers",
      inputs: [f32(), f32(), f32(1, 1)],
      apply: (x, y, v: Tensor<readonly [1, 1]>) => mahalanobisDistance(x, y, v),
      code: "RANK_MISMATCH",
    },
  ],
};
