/** Samples of concat. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { concat } from "./concat.ts";

/** Samples of concat. */
export const samples: OpSamples = {
  op: concat,
  samples: [
    {
      name: "rows",
      inputs: [sampleTensor([2, 3]), sampleTensor([1, 3]), sampleTensor([3, 3])],
      apply: (a, b, c) => concat([a, b, c], 0),
      torch: "torch.cat(xs, 0)",
    },
    {
      name: "the last axis",
      inputs: [sampleTensor([2, 3]), sampleTensor([2, 1])],
      apply: (a, b) => concat([a, b], -1),
      torch: "torch.cat(xs, -1)",
    },
    {
      name: "many parts, some of nothing",
      inputs: [1, 0, 2, 1, 0, 0, 3, 1, 1].map((extent, at) => sampleTensor([extent, 2], at, at + 1)),
      apply: (...parts) => concat(parts, 0),
      torch: "torch.cat(xs, 0)",
    },
    {
      name: "one part",
      inputs: [sampleTensor([2, 3])],
      apply: (a) => concat([a], 1),
      torch: "torch.cat(xs, 1)",
    },
  ],
  errors: [
    {
      name: "another width",
      inputs: [f32(2, 3), f32(2, 4)],
      apply: (a, b) => concat([a, b], 0),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "an axis that is not there",
      inputs: [f32(2), f32(2)],
      apply: (a, b) => concat([a, b], 1),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
