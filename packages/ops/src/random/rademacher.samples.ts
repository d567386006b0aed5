/** Samples of rademacher. */
import { hostTensor, type OpSamples, type Tensor } from "@rensa/core";
import { rademacher } from "./rademacher.ts";

const key = (tensor: Tensor): Tensor<readonly [2], "i32"> => tensor as Tensor<readonly [2], "i32">;

/** Samples of rademacher. */
export const samples: OpSamples = {
  op: rademacher,
  torch: { none: "PyTorch's generator gives other bits" },
  samples: [{ name: "a matrix", inputs: [hostTensor([7, 42], [2], "i32")], apply: (k) => rademacher(key(k), [3, 4]) }],
};
