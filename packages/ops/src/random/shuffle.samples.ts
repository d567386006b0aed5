/** Samples of shuffle. */
import { f32, hostTensor, i32, type OpSamples, sampleTensor, type Tensor } from "@rensa/core";
import { shuffle } from "./shuffle.ts";

/** Samples of shuffle. */
export const samples: OpSamples = {
  op: shuffle,
  torch: { none: "PyTorch's generator gives other bits" },
  samples: [
    {
      name: "rows",
      inputs: [sampleTensor([5, 2]), hostTensor([7, 42], [2], "i32")],
      apply: (x, k: Tensor<readonly [2], "i32">) => shuffle(x, k),
    },
    {
      name: "columns",
      inputs: [sampleTensor([2, 5]), hostTensor([7, 42], [2], "i32")],
      apply: (x, k: Tensor<readonly [2], "i32">) => shuffle(x, k, -1),
    },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(2), i32(2)],
      apply: (x, k: Tensor<readonly [2], "i32">) => shuffle(x, k, 1),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
