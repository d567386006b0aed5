/** Samples of randomInteger. */
import { hostTensor, i32, type OpSamples, type Tensor } from "@rensa/core";
import { randomInteger } from "./random-integer.ts";

/** Samples of randomInteger. */
export const samples: OpSamples = {
  op: randomInteger,
  torch: { none: "PyTorch's generator gives other bits" },
  samples: [
    {
      name: "a die",
      inputs: [hostTensor([7, 42], [2], "i32")],
      apply: (k: Tensor<readonly [2], "i32">) => randomInteger(k, [3, 4], 1, 7),
    },
    {
      name: "all integers",
      inputs: [hostTensor([7, 42], [2], "i32")],
      apply: (k: Tensor<readonly [2], "i32">) => randomInteger(k, [5], -2147483648, 2147483648),
    },
    {
      name: "one",
      inputs: [hostTensor([7, 42], [2], "i32")],
      apply: (k: Tensor<readonly [2], "i32">) => randomInteger(k, [3], 4, 5),
      expected: [4, 4, 4],
    },
  ],
  errors: [
    {
      name: "no room",
      inputs: [i32(2)],
      apply: (k: Tensor<readonly [2], "i32">) => randomInteger(k, [3], 2, 2),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
