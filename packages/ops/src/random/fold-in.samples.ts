/** Samples of foldIn. */
import { hostTensor, type OpSamples, type Tensor } from "@rensa/core";
import { foldIn } from "./fold-in.ts";

/** Samples of foldIn. */
export const samples: OpSamples = {
  op: foldIn,
  samples: [
    {
      name: "a number",
      inputs: [hostTensor([7, 42], [2], "i32")],
      apply: (k: Tensor<readonly [2], "i32">) => foldIn(k, 3),
    },
  ],
  torch: { none: "it hashes with Threefry-2x32, which PyTorch does not have" },
};
