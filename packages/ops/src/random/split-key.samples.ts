/** Samples of splitKey. */
import { hostTensor, i32, type OpSamples, type Tensor } from "@rensa/core";
import { splitKey } from "./split-key.ts";

const key = (tensor: Tensor): Tensor<readonly [2], "i32"> => tensor as Tensor<readonly [2], "i32">;

/** Samples of splitKey. */
export const samples: OpSamples = {
  op: splitKey,
  torch: { none: "PyTorch's generator gives other bits" },
  samples: [
    { name: "the first", inputs: [hostTensor([7, 42], [2], "i32")], apply: (k) => splitKey(key(k))[0] },
    {
      name: "the third of three",
      inputs: [hostTensor([7, 42], [2], "i32")],
      apply: (k) => splitKey(key(k), 3)[2] as Tensor,
    },
  ],
  errors: [{ name: "no keys", inputs: [i32(2)], apply: (k) => splitKey(key(k), 0)[0], code: "ATTRIBUTE_INVALID" }],
};
