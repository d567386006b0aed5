/** Samples of gamma. */
import { f32, hostTensor, i32, type OpSamples, sampleTensor, type Tensor } from "@rensa/core";
import { gamma } from "./gamma.ts";

/** Samples of gamma. */
export const samples: OpSamples = {
  op: gamma,
  torch: { none: "PyTorch's generator gives other bits" },
  samples: [
    {
      name: "a matrix",
      inputs: [hostTensor([7, 42], [2], "i32")],
      apply: (k: Tensor<readonly [2], "i32">) => gamma(k, [3, 4], 2.5),
    },
    {
      name: "parameters by element",
      inputs: [hostTensor([7, 42], [2], "i32"), sampleTensor([4], 0.3, 6), sampleTensor([3, 1], 0.5, 2)],
      apply: (k: Tensor<readonly [2], "i32">, concentration, rate) => gamma(k, [3, 4], concentration, rate),
      notSmooth: "the gradient is that of implicit reparameterization, not of the sampler's steps",
    },
  ],
  errors: [
    {
      name: "a concentration of 0",
      inputs: [i32(2)],
      apply: (k: Tensor<readonly [2], "i32">) => gamma(k, [3], 0),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "a parameter of another shape",
      inputs: [i32(2), f32(4)],
      apply: (k: Tensor<readonly [2], "i32">, p) => gamma(k, [3], p),
      code: "SHAPE_MISMATCH",
    },
  ],
};
