/** Samples of tril. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { tril } from "./tril.ts";

/** Samples of tril. */
export const samples: OpSamples = {
  op: tril,
  samples: [
    { name: "a square", inputs: [sampleTensor([4, 4])], apply: (x) => tril(x), torch: "torch.tril(x)" },
    {
      name: "a diagonal to the right, in a batch",
      inputs: [sampleTensor([2, 3, 5])],
      apply: (x) => tril(x, { diagonal: 1 }),
      torch: "torch.tril(x, 1)",
    },
    {
      name: "a diagonal to the left",
      inputs: [sampleTensor([5, 3])],
      apply: (x) => tril(x, { diagonal: -2 }),
      torch: "torch.tril(x, -2)",
    },
    {
      name: "a diagonal outside",
      inputs: [sampleTensor([2, 3])],
      apply: (x) => tril(x, { diagonal: -7 }),
      torch: "torch.tril(x, -7)",
    },
  ],
  errors: [
    { name: "a vector", inputs: [f32(3)], apply: (x) => tril(x), code: "RANK_MISMATCH" },
    {
      name: "half a diagonal",
      inputs: [f32(3, 3)],
      apply: (x) => tril(x, { diagonal: 0.5 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
