/** Samples of variance. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { variance } from "./variance.ts";

/** Samples of variance. */
export const samples: OpSamples = {
  op: variance,
  samples: [
    { name: "everything", inputs: [sampleTensor([3, 4], -2, 2)], apply: (x) => variance(x) },
    { name: "rows", inputs: [sampleTensor([3, 4], -2, 2)], apply: (x) => variance(x, 1) },
    {
      name: "columns, kept",
      inputs: [sampleTensor([3, 4, 2], -2, 2)],
      apply: (x) => variance(x, [0, -1], { keepDims: true }),
    },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(2, 3)],
      apply: (x) => variance(x, 2),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
