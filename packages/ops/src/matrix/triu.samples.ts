/** Samples of triu. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { triu } from "./triu.ts";

/** Samples of triu. */
export const samples: OpSamples = {
  op: triu,
  samples: [
    { name: "a square", inputs: [sampleTensor([4, 4])], apply: (x) => triu(x), torch: "torch.triu(x)" },
    {
      name: "a diagonal to the right, in a batch",
      inputs: [sampleTensor([2, 3, 5])],
      apply: (x) => triu(x, { diagonal: 1 }),
      torch: "torch.triu(x, 1)",
    },
    {
      name: "a diagonal to the left",
      inputs: [sampleTensor([5, 3])],
      apply: (x) => triu(x, { diagonal: -2 }),
      torch: "torch.triu(x, -2)",
    },
    {
      name: "a diagonal outside",
      inputs: [sampleTensor([2, 3])],
      apply: (x) => triu(x, { diagonal: -7 }),
      torch: "torch.triu(x, -7)",
    },
  ],
  errors: [
    { name: "a vector", inputs: [f32(3)], apply: (x) => triu(x), code: "RANK_MISMATCH" },
    {
      name: "half a diagonal",
      inputs: [f32(3, 3)],
      apply: (x) => triu(x, { diagonal: 0.5 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
