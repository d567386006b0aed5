/** Samples of randomChoice. */
import { f32, hostTensor, i32, type OpSamples, sampleTensor, type Tensor } from "@rensa/core";
import { randomChoice } from "./random-choice.ts";

/** Samples of randomChoice. */
export const samples: OpSamples = {
  op: randomChoice,
  torch: { none: "PyTorch's generator gives other bits" },
  samples: [
    {
      name: "rows, with replacement",
      inputs: [sampleTensor([3, 2]), hostTensor([7, 42], [2], "i32")],
      apply: (x, k: Tensor<readonly [2], "i32">) => randomChoice(x, k, 5),
    },
    {
      name: "columns, without",
      inputs: [sampleTensor([2, 5]), hostTensor([7, 42], [2], "i32")],
      apply: (x, k: Tensor<readonly [2], "i32">) => randomChoice(x, k, 3, { axis: -1, replacement: false }),
    },
  ],
  errors: [
    {
      name: "more than there are",
      inputs: [f32(2), i32(2)],
      apply: (x, k: Tensor<readonly [2], "i32">) => randomChoice(x, k, 3, { replacement: false }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
