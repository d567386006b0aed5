/** Samples of where. */
import { f32, sampleTensor, type OpSamples, type Tensor } from "@rensa/core";
import { where } from "./where.ts";

/** Samples of where. */
export const samples: OpSamples = {
  op: where,
  samples: [
    {
      name: "a row that broadcasts",
      inputs: [sampleTensor([3, 5], 0, 2, "bool"), sampleTensor([3, 5]), sampleTensor([5])],
      apply: (condition: Tensor<readonly [3, 5], "bool">, a, b) => where(condition, a, b),
    },
  ],
  errors: [
    {
      name: "a condition that is not bool",
      inputs: [f32(2), f32(2), f32(2)],
      apply: (condition: Tensor<readonly [2], "bool">, a, b) => where(condition, a, b),
      code: "DTYPE_MISMATCH",
    },
  ],
  reference: (condition, a, b) => (condition === 0 ? b : a),
  torch: "torch.where(condition, a, b)",
};
