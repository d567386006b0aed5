/** Samples of exponential. */
import { f32, hostTensor, i32, type OpSamples, sampleTensor, type Tensor } from "@rensa/core";
import { exponential } from "./exponential.ts";

/** Samples of exponential. */
export const samples: OpSamples = {
  op: exponential,
  torch: { none: "PyTorch's generator gives other bits" },
  samples: [
    {
      name: "a matrix",
      inputs: [hostTensor([7, 42], [2], "i32")],
      apply: (k: Tensor<readonly [2], "i32">) => exponential(k, [3, 4]),
    },
    {
      name: "a rate an element",
      inputs: [hostTensor([7, 42], [2], "i32"), sampleTensor([4], 0.5, 3)],
      apply: (k: Tensor<readonly [2], "i32">, rate) => exponential(k, [3, 4], rate),
    },
  ],
  errors: [
    {
      name: "a rate of 0",
      inputs: [i32(2)],
      apply: (k: Tensor<readonly [2], "i32">) => exponential(k, [3], 0),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "a parameter of another shape",
      inputs: [i32(2), f32(4)],
      apply: (k: Tensor<readonly [2], "i32">, p) => exponential(k, [3], p),
      code: "SHAPE_MISMATCH",
    },
  ],
};
