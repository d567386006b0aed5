/** Samples of batchNormInference. */
import { f32, sampleTensor, type Tensor, type OpSamples } from "@rensa/core";
import { batchNormInference } from "./batch-norm-inference.ts";

/** Samples of batchNormInference. */
export const samples: OpSamples = {
  op: batchNormInference,
  samples: [
    {
      name: "an image",
      inputs: [
        sampleTensor([2, 2, 2, 3]),
        sampleTensor([3]),
        sampleTensor([3], 0.3, 3),
        sampleTensor([3], 0.5, 2),
        sampleTensor([3]),
      ],
      apply: (
        x,
        m: Tensor<readonly [number]>,
        v: Tensor<readonly [number]>,
        s: Tensor<readonly [number]>,
        b: Tensor<readonly [number]>,
      ) => batchNormInference(x, m, v, s, b),
      torch: "(x - mean) / (variance + 1e-5).sqrt() * scale + bias",
    },
    {
      name: "a row, without parameters",
      inputs: [sampleTensor([3]), sampleTensor([3]), sampleTensor([3], 0.3, 3)],
      apply: (x, m: Tensor<readonly [number]>, v: Tensor<readonly [number]>) =>
        batchNormInference(x, m, v, undefined, undefined, {
          epsilon: 0.1,
        }),
      torch: "(x - mean) / (variance + 0.1).sqrt()",
    },
  ],
  errors: [
    {
      name: "a number",
      inputs: [f32(), f32(1), f32(1)],
      apply: (x, m: Tensor<readonly [number]>, v: Tensor<readonly [number]>) => batchNormInference(x, m, v),
      code: "RANK_MISMATCH",
    },
    {
      name: "a mean of another length",
      inputs: [f32(2, 4), f32(3), f32(4)],
      apply: (x, m: Tensor<readonly [number]>, v: Tensor<readonly [number]>) => batchNormInference(x, m, v),
      code: "SHAPE_MISMATCH",
    },
  ],
};
