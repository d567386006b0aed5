/** Samples of splitKey. */
import { hostTensor, i32, type OpSamples, type Tensor } from "@rensa/core";
import { splitKey } from "./split-key.ts";

/** Samples of splitKey. */
export const samples: OpSamples = {
  op: splitKey,
  torch: { none: "PyTorch's generator gives other bits" },
  samples: [
    {
      name: "the first",
      inputs: [hostTensor([7, 42], [2], "i32")],
      apply: (k: Tensor<readonly [2], "i32">) => splitKey(k)[0],
    },
    {
      name: "the third of three",
      inputs: [hostTensor([7, 42], [2], "i32")],
      apply: (k: Tensor<readonly [2], "i32">) => splitKey(k, 3)[2] as Tensor,
    },
  ],
  errors: [
    {
      name: "no keys",
      inputs: [i32(2)],
      apply: (k: Tensor<readonly [2], "i32">) => splitKey(k, 0)[0],
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "more keys than a graph should hold",
      inputs: [i32(2)],
      apply: (k: Tensor<readonly [2], "i32">) => splitKey(k, 1025)[0],
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
