/** Samples of exponential. */
import { f32, hostTensor, i32, type OpSamples, sampleTensor, type Tensor } from "@rensa/core";
import { exponential } from "./exponential.ts";

const key = (tensor: Tensor): Tensor<readonly [2], "i32"> => tensor as Tensor<readonly [2], "i32">;

/** Samples of exponential. */
export const samples: OpSamples = {
  op: exponential,
  torch: { none: "PyTorch's generator gives other bits" },
  samples: [
    { name: "a matrix", inputs: [hostTensor([7, 42], [2], "i32")], apply: (k) => exponential(key(k), [3, 4]) },
    {
      name: "a rate an element",
      inputs: [hostTensor([7, 42], [2], "i32"), sampleTensor([4], 0.5, 3)],
      apply: (k, rate) => exponential(key(k), [3, 4], rate),
    },
  ],
  errors: [
    { name: "a rate of 0", inputs: [i32(2)], apply: (k) => exponential(key(k), [3], 0), code: "ATTRIBUTE_INVALID" },
    {
      name: "a parameter of another shape",
      inputs: [i32(2), f32(4)],
      apply: (k, p) => exponential(key(k), [3], p),
      code: "SHAPE_MISMATCH",
    },
  ],
};
