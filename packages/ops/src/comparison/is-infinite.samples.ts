/** Samples of isInfinite. */
import { hostTensor, type OpSamples } from "@rensa/core";
import { isInfinite } from "./is-infinite.ts";

/** Samples of isInfinite. */
export const samples: OpSamples = {
  op: isInfinite,
  torch: "torch.isinf(x)",
  samples: [
    {
      name: "all kinds",
      inputs: [hostTensor([1, Infinity, -Infinity, Number.NaN, 0])],
      apply: (x) => isInfinite(x),
      expected: [0, 1, 1, 0, 0],
    },
    {
      name: "integers",
      inputs: [hostTensor([1, -2147483648], [2], "i32")],
      apply: (x) => isInfinite(x),
      expected: [0, 0],
    },
  ],
};
