/** Samples of geometricMean. */
import { f32, type OpSamples, sampleTensor } from "@rensa/core";
import { geometricMean } from "./geometric-mean.ts";

/** Samples of geometricMean. */
export const samples: OpSamples = {
  op: geometricMean,
  samples: [
    {
      name: "everything",
      inputs: [sampleTensor([3, 4], 0.2, 3)],
      apply: (x) => geometricMean(x),
      torch: "torch.exp(torch.mean(torch.log(x), None, keepdim=False))",
    },
    {
      name: "rows",
      inputs: [sampleTensor([3, 4], 0.2, 3)],
      apply: (x) => geometricMean(x, 1),
      torch: "torch.exp(torch.mean(torch.log(x), 1, keepdim=False))",
    },
    {
      name: "two axes, kept",
      inputs: [sampleTensor([3, 4, 2], 0.2, 3)],
      apply: (x) => geometricMean(x, [0, -1], { keepDims: true }),
      torch: "torch.exp(torch.mean(torch.log(x), (0, 2), keepdim=True))",
    },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(2, 3)],
      apply: (x) => geometricMean(x, 2),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
