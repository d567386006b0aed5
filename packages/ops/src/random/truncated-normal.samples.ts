/** Samples of truncatedNormal. */
import { hostTensor, i32, type OpSamples, type Tensor } from "@rensa/core";
import { truncatedNormal } from "./truncated-normal.ts";

/** Samples of truncatedNormal. */
export const samples: OpSamples = {
  op: truncatedNormal,
  torch: { none: "PyTorch's generator gives other bits" },
  samples: [
    {
      name: "the defaults",
      inputs: [hostTensor([7, 42], [2], "i32")],
      apply: (k: Tensor<readonly [2], "i32">) => truncatedNormal(k, [3, 4]),
    },
    {
      name: "far out",
      inputs: [hostTensor([7, 42], [2], "i32")],
      apply: (k: Tensor<readonly [2], "i32">) =>
        truncatedNormal(k, [5], { lower: 5, upper: Infinity, mean: 1, deviation: 2 }),
    },
  ],
  errors: [
    {
      name: "bounds in the wrong order",
      inputs: [i32(2)],
      apply: (k: Tensor<readonly [2], "i32">) => truncatedNormal(k, [3], { lower: 1, upper: 0 }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "no deviation",
      inputs: [i32(2)],
      apply: (k: Tensor<readonly [2], "i32">) => truncatedNormal(k, [3], { deviation: 0 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
