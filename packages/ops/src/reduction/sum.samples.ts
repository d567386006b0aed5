/** Samples of sum. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { sum } from "./sum.ts";

/** Samples of sum. */
export const samples: OpSamples = {
  op: sum,
  samples: [
    { name: "everything", inputs: [sampleTensor([3, 4], -2, 2)], apply: (x) => sum(x), torch: "torch.sum(x, (0, 1))" },
    { name: "rows", inputs: [sampleTensor([3, 4], -2, 2)], apply: (x) => sum(x, 1), torch: "torch.sum(x, 1)" },
    {
      name: "columns, kept",
      inputs: [sampleTensor([3, 4, 2], -2, 2)],
      apply: (x) => sum(x, [0, -1], { keepDims: true }),
      torch: "torch.sum(x, (0, -1), keepdim=True)",
    },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(2, 3)],
      apply: (x) => sum(x, 2),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
