/** Samples of poisson. */
import { f32, hostTensor, i32, type OpSamples, type Tensor } from "@rensa/core";
import { poisson } from "./poisson.ts";

/** Samples of poisson. */
export const samples: OpSamples = {
  op: poisson,
  torch: { none: "PyTorch's generator gives other bits" },
  samples: [
    {
      name: "a small rate",
      inputs: [hostTensor([7, 42], [2], "i32")],
      apply: (k: Tensor<readonly [2], "i32">) => poisson(k, [3, 4], 2.5),
    },
    {
      name: "rates of both kinds",
      inputs: [hostTensor([7, 42], [2], "i32"), hostTensor([0, 0.5, 9, 30, 1000])],
      apply: (k: Tensor<readonly [2], "i32">, rate) => poisson(k, [2, 5], rate),
    },
  ],
  errors: [
    {
      name: "a negative rate",
      inputs: [i32(2)],
      apply: (k: Tensor<readonly [2], "i32">) => poisson(k, [3], -1),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "a parameter of another shape",
      inputs: [i32(2), f32(4)],
      apply: (k: Tensor<readonly [2], "i32">, p) => poisson(k, [3], p),
      code: "SHAPE_MISMATCH",
    },
  ],
};
