/** Samples of rademacher. */
import { hostTensor, type OpSamples, type Tensor } from "@rensa/core";
import { rademacher } from "./rademacher.ts";

/** Samples of rademacher. */
export const samples: OpSamples = {
  op: rademacher,
  torch: { none: "PyTorch's generator gives other bits" },
  samples: [
    {
      name: "a matrix",
      inputs: [hostTensor([7, 42], [2], "i32")],
      apply: (k: Tensor<readonly [2], "i32">) => rademacher(k, [3, 4]),
    },
  ],
};
