/** Samples of batchNorm. */
import { f32, hostTensor, i32, sampleTensor, type Tensor, type OpSamples } from "@rensa/core";
import { batchNorm } from "./batch-norm.ts";

/** Samples of batchNorm. */
export const samples: OpSamples = {
  op: batchNorm,
  samples: [
    {
      name: "an image",
      inputs: [sampleTensor([2, 2, 2, 3]), sampleTensor([3], 0.5, 2), sampleTensor([3])],
      apply: (x, s: Tensor<readonly [number]>, b: Tensor<readonly [number]>) => batchNorm(x, s, b).normalized,
      torch: "F.batch_norm(x.movedim(-1, 1), None, None, scale, bias, training=True).movedim(1, -1)",
    },
    {
      name: "rows, without parameters",
      inputs: [sampleTensor([5, 3])],
      apply: (x) => batchNorm(x, undefined, undefined, { epsilon: 0.1 }).normalized,
      torch: "F.batch_norm(x, None, None, training=True, eps=0.1)",
    },
    {
      name: "the variance",
      inputs: [
        hostTensor([
          [1, 2],
          [3, 2],
          [5, 5],
        ]),
      ],
      apply: (x) => batchNorm(x).variance,
      expected: [2.666667, 2],
      torch: "x.var(0, correction=0)",
    },
    { name: "the mean", inputs: [sampleTensor([2, 3, 2])], apply: (x) => batchNorm(x).mean, torch: "x.mean((0, 1))" },
  ],
  errors: [
    { name: "a vector", inputs: [f32(4)], apply: (x) => batchNorm(x).normalized, code: "RANK_MISMATCH" },
    {
      name: "a scale of another length",
      inputs: [f32(2, 3, 4), f32(3)],
      apply: (x, s: Tensor<readonly [number]>) => batchNorm(x, s).normalized,
      code: "SHAPE_MISMATCH",
    },
    { name: "integers", inputs: [i32(2, 4)], apply: (x) => batchNorm(x).normalized, code: "DTYPE_MISMATCH" },
  ],
};
