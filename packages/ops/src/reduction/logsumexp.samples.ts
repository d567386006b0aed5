/** Samples of logsumexp. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { logsumexp } from "./logsumexp.ts";

/** Samples of logsumexp. */
export const samples: OpSamples = {
  op: logsumexp,
  samples: [
    { name: "everything", inputs: [sampleTensor([3, 4], -2, 2)], apply: (x) => logsumexp(x) },
    { name: "rows", inputs: [sampleTensor([3, 4], -2, 2)], apply: (x) => logsumexp(x, 1) },
    {
      name: "columns, kept",
      inputs: [sampleTensor([3, 4, 2], -2, 2)],
      apply: (x) => logsumexp(x, [0, -1], { keepDims: true }),
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
