/** Samples of min. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { min } from "./min.ts";

/** Samples of min. */
export const samples: OpSamples = {
  op: min,
  samples: [
    { name: "everything", inputs: [sampleTensor([3, 4], -2, 2)], apply: (x) => min(x) },
    { name: "rows", inputs: [sampleTensor([3, 4], -2, 2)], apply: (x) => min(x, 1) },
    {
      name: "columns, kept",
      inputs: [sampleTensor([3, 4, 2], -2, 2)],
      apply: (x) => min(x, [0, -1], { keepDims: true }),
    },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(2, 3)],
      apply: (x) => min(x, 2),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
