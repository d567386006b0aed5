/** Samples of max. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { max } from "./max.ts";

/** Samples of max. */
export const samples: OpSamples = {
  op: max,
  samples: [
    { name: "everything", inputs: [sampleTensor([3, 4], -2, 2)], apply: (x) => max(x) },
    { name: "rows", inputs: [sampleTensor([3, 4], -2, 2)], apply: (x) => max(x, 1) },
    {
      name: "columns, kept",
      inputs: [sampleTensor([3, 4, 2], -2, 2)],
      apply: (x) => max(x, [0, -1], { keepDims: true }),
    },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(2, 3)],
      apply: (x) => max(x, 2),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
