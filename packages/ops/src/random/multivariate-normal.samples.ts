/** Samples of multivariateNormal. */
import { f32, hostTensor, i32, type OpSamples, sampleTensor, type Tensor } from "@rensa/core";
import { multivariateNormal } from "./multivariate-normal.ts";

const key = (tensor: Tensor): Tensor<readonly [2], "i32"> => tensor as Tensor<readonly [2], "i32">;

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
      apply: (k, mean, factor) =>
        multivariateNormal(key(k), [3], mean as Tensor<readonly [2], "f32">, factor as Tensor<readonly [2, 2], "f32">),
    },
    {
      name: "one vector",
      inputs: [hostTensor([7, 42], [2], "i32"), sampleTensor([3]), sampleTensor([3, 3])],
      apply: (k, mean, factor) =>
        multivariateNormal(key(k), [], mean as Tensor<readonly [3], "f32">, factor as Tensor<readonly [3, 3], "f32">),
    },
  ],
  errors: [
    {
      name: "a factor of another extent",
      inputs: [i32(2), f32(2), f32(3, 3)],
      apply: (k, mean, factor) =>
        multivariateNormal(key(k), [4], mean as Tensor<readonly [3], "f32">, factor as Tensor<readonly [3, 3], "f32">),
      code: "SHAPE_MISMATCH",
    },
  ],
};
