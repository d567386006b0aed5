/** Samples of beta. */
import { f32, hostTensor, i32, type OpSamples, sampleTensor, type Tensor } from "@rensa/core";
import { beta } from "./beta.ts";

/** Samples of beta. */
export const samples: OpSamples = {
  op: beta,
  torch: { none: "PyTorch's generator gives other bits" },
  samples: [
    {
      name: "a matrix",
      inputs: [hostTensor([7, 42], [2], "i32")],
      apply: (k: Tensor<readonly [2], "i32">) => beta(k, [3, 4], 2, 0.5),
    },
    {
      name: "parameters by element",
      inputs: [hostTensor([7, 42], [2], "i32"), sampleTensor([4], 0.5, 6), sampleTensor([3, 1], 0.5, 2)],
      apply: (k: Tensor<readonly [2], "i32">, a, b) => beta(k, [3, 4], a, b),
      notSmooth: "the gradient is that of implicit reparameterization, not of the sampler's steps",
    },
  ],
  errors: [
    {
      name: "a parameter of 0",
      inputs: [i32(2)],
      apply: (k: Tensor<readonly [2], "i32">) => beta(k, [3], 1, 0),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "a parameter of another shape",
      inputs: [i32(2), f32(4)],
      apply: (k: Tensor<readonly [2], "i32">, p) => beta(k, [3], p, 1),
      code: "SHAPE_MISMATCH",
    },
  ],
};
