/** Samples of uniform. */
import { hostTensor, i32, type OpSamples, type Tensor } from "@rensa/core";
import { uniform } from "./uniform.ts";

/** Samples of uniform. */
export const samples: OpSamples = {
  op: uniform,
  samples: [
    {
      name: "a matrix",
      inputs: [hostTensor([7, 42], [2], "i32")],
      apply: (k: Tensor<readonly [2], "i32">) => uniform(k, [3, 4], -1, 2),
    },
  ],
  errors: [
    {
      name: "bounds in the wrong order",
      inputs: [i32(2)],
      apply: (k: Tensor<readonly [2], "i32">) => uniform(k, [3], 1, 0),
      code: "ATTRIBUTE_INVALID",
    },
  ],
  torch: { none: "its random numbers are those of Threefry-2x32, and PyTorch has other generators" },
};
