/** Samples of weightedMean. */
import { f32, type OpSamples, sampleTensor } from "@rensa/core";
import { weightedMean } from "./weighted-mean.ts";

/** Samples of weightedMean. */
export const samples: OpSamples = {
  op: weightedMean,
  samples: [
    {
      name: "a weight per column",
      inputs: [sampleTensor([3, 4]), sampleTensor([4], 0.5, 2)],
      apply: (x, weights) => weightedMean(x, weights, 1),
      torch: "torch.sum(x * weights, 1) / torch.sum(weights)",
    },
    {
      name: "everything",
      inputs: [sampleTensor([3, 4]), sampleTensor([3, 4], 0.5, 2)],
      apply: (x, weights) => weightedMean(x, weights),
      torch: "torch.sum(x * weights) / torch.sum(weights)",
    },
    {
      name: "a weight per row, kept",
      inputs: [sampleTensor([3, 4]), sampleTensor([3, 1], 0.5, 2)],
      apply: (x, weights) => weightedMean(x, weights, 0, { keepDims: true }),
      torch: "torch.sum(x * weights, 0, keepdim=True) / torch.sum(weights)",
    },
  ],
  errors: [
    {
      name: "weights of another shape",
      inputs: [f32(2, 3), f32(2)],
      apply: (x, weights) => weightedMean(x, weights),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "an axis that is not there",
      inputs: [f32(2, 3), f32(3)],
      apply: (x, weights) => weightedMean(x, weights, 2),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
