/** Samples of permutation. */
import { hostTensor, i32, type OpSamples, type Tensor } from "@rensa/core";
import { permutation } from "./permutation.ts";

/** Samples of permutation. */
export const samples: OpSamples = {
  op: permutation,
  torch: { none: "PyTorch's generator gives other bits" },
  samples: [
    {
      name: "seven",
      inputs: [hostTensor([7, 42], [2], "i32")],
      apply: (k: Tensor<readonly [2], "i32">) => permutation(k, 7),
    },
    {
      name: "one",
      inputs: [hostTensor([7, 42], [2], "i32")],
      apply: (k: Tensor<readonly [2], "i32">) => permutation(k, 1),
      expected: [0],
    },
  ],
  errors: [
    {
      name: "half an element",
      inputs: [i32(2)],
      apply: (k: Tensor<readonly [2], "i32">) => permutation(k, 0.5),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
