/** Samples of chiSquare. */
import { f32, hostTensor, i32, type OpSamples, sampleTensor, type Tensor } from "@rensa/core";
import { chiSquare } from "./chi-square.ts";

/** Samples of chiSquare. */
export const samples: OpSamples = {
  op: chiSquare,
  torch: { none: "PyTorch's generator gives other bits" },
  samples: [
    {
      name: "a matrix",
      inputs: [hostTensor([7, 42], [2], "i32")],
      apply: (k: Tensor<readonly [2], "i32">) => chiSquare(k, [3, 4], 3),
    },
    {
      name: "degrees by element",
      inputs: [hostTensor([7, 42], [2], "i32"), sampleTensor([4], 1, 6)],
      apply: (k: Tensor<readonly [2], "i32">, degrees) => chiSquare(k, [3, 4], degrees),
      notSmooth: "the gradient is that of implicit reparameterization, not of the sampler's steps",
    },
  ],
  errors: [
    {
      name: "0 degrees",
      inputs: [i32(2)],
      apply: (k: Tensor<readonly [2], "i32">) => chiSquare(k, [3], 0),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "a parameter of another shape",
      inputs: [i32(2), f32(4)],
      apply: (k: Tensor<readonly [2], "i32">, p) => chiSquare(k, [3], p),
      code: "SHAPE_MISMATCH",
    },
  ],
};
