/** Samples of bernoulli. */
import { hostTensor, i32, type OpSamples, type Tensor } from "@rensa/core";
import { bernoulli } from "./bernoulli.ts";

/** Samples of bernoulli. */
export const samples: OpSamples = {
  op: bernoulli,
  samples: [
    {
      name: "a matrix",
      inputs: [hostTensor([7, 42], [2], "i32")],
      apply: (k: Tensor<readonly [2], "i32">) => bernoulli(k, [3, 4], 0.7),
    },
  ],
  errors: [
    {
      name: "not a probability",
      inputs: [i32(2)],
      apply: (k: Tensor<readonly [2], "i32">) => bernoulli(k, [3], 2),
      code: "ATTRIBUTE_INVALID",
    },
  ],
  torch: { none: "its random numbers are those of Threefry-2x32, and PyTorch has other generators" },
};
