/** Samples of categorical. */
import { f32, hostTensor, i32, type OpSamples, sampleTensor, type Tensor } from "@rensa/core";
import { categorical } from "./categorical.ts";

/** Samples of categorical. */
export const samples: OpSamples = {
  op: categorical,
  torch: { none: "PyTorch's generator gives other bits" },
  samples: [
    {
      name: "rows",
      inputs: [hostTensor([7, 42], [2], "i32"), sampleTensor([3, 5])],
      apply: (k: Tensor<readonly [2], "i32">, logits) => categorical(k, logits),
    },
    {
      name: "columns",
      inputs: [hostTensor([7, 42], [2], "i32"), sampleTensor([3, 5])],
      apply: (k: Tensor<readonly [2], "i32">, logits) => categorical(k, logits, 0),
    },
    {
      name: "one class that is possible",
      inputs: [hostTensor([7, 42], [2], "i32"), hostTensor([-Infinity, 0, -Infinity])],
      apply: (k: Tensor<readonly [2], "i32">, logits) => categorical(k, logits),
      expected: 1,
    },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [i32(2), f32(3)],
      apply: (k: Tensor<readonly [2], "i32">, logits) => categorical(k, logits, 1),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
