/** Samples of laplace. */
import { f32, hostTensor, i32, type OpSamples, sampleTensor, type Tensor } from "@rensa/core";
import { laplace } from "./laplace.ts";

/** Samples of laplace. */
export const samples: OpSamples = {
  op: laplace,
  torch: { none: "PyTorch's generator gives other bits" },
  samples: [
    {
      name: "a matrix",
      inputs: [hostTensor([7, 42], [2], "i32")],
      apply: (k: Tensor<readonly [2], "i32">) => laplace(k, [3, 4]),
    },
    {
      name: "parameters by element",
      inputs: [hostTensor([7, 42], [2], "i32"), sampleTensor([4], -1, 1), sampleTensor([3, 1], 0.5, 2)],
      apply: (k: Tensor<readonly [2], "i32">, location, scale) => laplace(k, [3, 4], location, scale),
    },
  ],
  errors: [
    {
      name: "a scale of 0",
      inputs: [i32(2)],
      apply: (k: Tensor<readonly [2], "i32">) => laplace(k, [3], 0, 0),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "a parameter of another shape",
      inputs: [i32(2), f32(4)],
      apply: (k: Tensor<readonly [2], "i32">, p) => laplace(k, [3], p),
      code: "SHAPE_MISMATCH",
    },
  ],
};
