/** Samples of normal. */
import { hostTensor, type OpSamples, type Tensor } from "@rensa/core";
import { normal } from "./normal.ts";

/** Samples of normal. */
export const samples: OpSamples = {
  op: normal,
  samples: [
    {
      name: "a matrix",
      inputs: [hostTensor([7, 42], [2], "i32")],
      apply: (k: Tensor<readonly [2], "i32">) => normal(k, [3, 4], 1, 2),
    },
  ],
  torch: { none: "its random numbers are those of Threefry-2x32, and PyTorch has other generators" },
};
