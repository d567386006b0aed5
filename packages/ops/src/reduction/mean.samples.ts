/** Samples of mean. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { mean } from "./mean.ts";

/** Samples of mean. */
export const samples: OpSamples = {
  op: mean,
  samples: [
    {
      name: "everything",
      inputs: [sampleTensor([3, 4], -2, 2)],
      apply: (x) => mean(x),
      torch: "torch.mean(x, (0, 1))",
    },
    { name: "rows", inputs: [sampleTensor([3, 4], -2, 2)], apply: (x) => mean(x, 1), torch: "torch.mean(x, 1)" },
    {
      name: "columns, kept",
      inputs: [sampleTensor([3, 4, 2], -2, 2)],
      apply: (x) => mean(x, [0, -1], { keepDims: true }),
      torch: "torch.mean(x, (0, -1), keepdim=True)",
    },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(2, 3)],
      apply: (x) => mean(x, 2),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
