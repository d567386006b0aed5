/** Samples of dropout. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples, type Tensor } from "@rensa/core";
import { dropout } from "./dropout.ts";

/** Samples of dropout. */
export const samples: OpSamples = {
  op: dropout,
  samples: [
    {
      name: "a matrix",
      inputs: [sampleTensor([3, 4]), hostTensor([7, 42], [2], "i32")],
      apply: (x, k: Tensor<readonly [2], "i32">) => dropout(x, k, 0.4),
    },
  ],
  errors: [
    {
      name: "everything dropped",
      inputs: [f32(2), i32(2)],
      apply: (x, k: Tensor<readonly [2], "i32">) => dropout(x, k, 1),
      code: "ATTRIBUTE_INVALID",
    },
  ],
  torch: { none: "its random numbers are those of Threefry-2x32, and PyTorch has other generators" },
};
