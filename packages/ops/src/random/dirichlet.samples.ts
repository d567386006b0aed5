/** Samples of dirichlet. */
import { f32, hostTensor, i32, type OpSamples, sampleTensor, type Tensor } from "@rensa/core";
import { dirichlet } from "./dirichlet.ts";

/** Samples of dirichlet. */
export const samples: OpSamples = {
  op: dirichlet,
  torch: { none: "PyTorch's generator gives other bits" },
  samples: [
    {
      name: "equal ones",
      inputs: [hostTensor([7, 42], [2], "i32")],
      apply: (k: Tensor<readonly [2], "i32">) => dirichlet(k, [3, 4], 1),
    },
    {
      name: "a concentration a class",
      inputs: [hostTensor([7, 42], [2], "i32"), sampleTensor([4], 0.5, 4)],
      apply: (k: Tensor<readonly [2], "i32">, concentration) => dirichlet(k, [3, 4], concentration),
      notSmooth: "the gradient is that of implicit reparameterization, not of the sampler's steps",
    },
  ],
  errors: [
    {
      name: "a concentration of 0",
      inputs: [i32(2)],
      apply: (k: Tensor<readonly [2], "i32">) => dirichlet(k, [3], 0),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "a parameter of another shape",
      inputs: [i32(2), f32(4)],
      apply: (k: Tensor<readonly [2], "i32">, p) => dirichlet(k, [3], p),
      code: "SHAPE_MISMATCH",
    },
  ],
};
