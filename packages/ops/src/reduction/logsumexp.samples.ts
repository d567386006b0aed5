/** Samples of logsumexp. */
import { f32, sampleTensor, type OpSamples, hostTensor } from "@rensa/core";
import { logsumexp } from "./logsumexp.ts";

/** Samples of logsumexp. */
export const samples: OpSamples = {
  op: logsumexp,
  samples: [
    {
      name: "everything",
      inputs: [sampleTensor([3, 4], -2, 2)],
      apply: (x) => logsumexp(x),
      torch: "torch.logsumexp(x, (0, 1))",
    },
    {
      name: "rows",
      inputs: [sampleTensor([3, 4], -2, 2)],
      apply: (x) => logsumexp(x, 1),
      torch: "torch.logsumexp(x, 1)",
    },
    {
      name: "columns, kept",
      inputs: [sampleTensor([3, 4, 2], -2, 2)],
      apply: (x) => logsumexp(x, [0, -1], { keepDims: true }),
      torch: "torch.logsumexp(x, (0, -1), keepdim=True)",
    },
    {
      name: "infinities",
      inputs: [
        hostTensor([
          [-Infinity, 1, 2],
          [-Infinity, 3, -Infinity],
          [-Infinity, -Infinity, -Infinity],
          [Infinity, 0, 1],
        ]),
      ],
      apply: (x) => logsumexp(x, 1),
      expected: [2.313261687518223, 3, -Infinity, Infinity],
      notSmooth: "infinity has no derivative",
      torch: { none: "its gradient is NaN where all are -Infinity" },
    },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(2, 3)],
      apply: (x) => logsumexp(x, 2),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
