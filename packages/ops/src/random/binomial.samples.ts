/** Samples of binomial. */
import { f32, hostTensor, i32, type OpSamples, type Tensor } from "@rensa/core";
import { binomial } from "./binomial.ts";

/** Samples of binomial. */
export const samples: OpSamples = {
  op: binomial,
  torch: { none: "PyTorch's generator gives other bits" },
  samples: [
    {
      name: "few trials",
      inputs: [hostTensor([7, 42], [2], "i32")],
      apply: (k: Tensor<readonly [2], "i32">) => binomial(k, [3, 4], 10, 0.3),
    },
    {
      name: "probabilities of all kinds",
      inputs: [hostTensor([7, 42], [2], "i32"), hostTensor([0, 0.02, 0.3, 0.9, 1])],
      apply: (k: Tensor<readonly [2], "i32">, probability) => binomial(k, [2, 5], 100, probability),
    },
  ],
  errors: [
    {
      name: "a probability that is no number",
      inputs: [i32(2)],
      apply: (k: Tensor<readonly [2], "i32">) => binomial(k, [3], 4, Number.NaN),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "a parameter of another shape",
      inputs: [i32(2), f32(4)],
      apply: (k: Tensor<readonly [2], "i32">, p) => binomial(k, [3], 5, p),
      code: "SHAPE_MISMATCH",
    },
  ],
};
