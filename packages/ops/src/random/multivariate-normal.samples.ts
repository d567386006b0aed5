/** Samples of multivariateNormal. */
import { f32, hostTensor, i32, type OpSamples, sampleTensor, type Tensor } from "@rensa/core";
import { multivariateNormal } from "./multivariate-normal.ts";

/** Samples of multivariateNormal. */
export const samples: OpSamples = {
  op: multivariateNormal,
  torch: { none: "PyTorch's generator gives other bits" },
  samples: [
    {
      name: "vectors",
      inputs: [
        hostTensor([7, 42], [2], "i32"),
        sampleTensor([2]),
        hostTensor([
          [1, 0],
          [0.5, 2],
        ]),
      ],
      apply: (
        k: Tensor<readonly [2], "i32">,
        mean: Tensor<readonly [2], "f32">,
        factor: Tensor<readonly [2, 2], "f32">,
      ) => multivariateNormal(k, [3], mean, factor),
    },
    {
      name: "one vector",
      inputs: [hostTensor([7, 42], [2], "i32"), sampleTensor([3]), sampleTensor([3, 3])],
      apply: (
        k: Tensor<readonly [2], "i32">,
        mean: Tensor<readonly [3], "f32">,
        factor: Tensor<readonly [3, 3], "f32">,
      ) => multivariateNormal(k, [], mean, factor),
    },
  ],
  errors: [
    {
      name: "a factor of another extent",
      inputs: [i32(2), f32(2), f32(3, 3)],
      apply: (
        k: Tensor<readonly [2], "i32">,
        mean: Tensor<readonly [3], "f32">,
        factor: Tensor<readonly [3, 3], "f32">,
      ) => multivariateNormal(k, [4], mean, factor),
      code: "SHAPE_MISMATCH",
    },
  ],
};
