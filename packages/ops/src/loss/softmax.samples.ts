/** Samples of softmax. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { softmax } from "./softmax.ts";

/** Samples of softmax. */
export const samples: OpSamples = {
  op: softmax,
  samples: [
    { name: "rows", inputs: [sampleTensor([3, 4])], apply: (x) => softmax(x) },
    { name: "columns, far from 0", inputs: [sampleTensor([3, 4], 90, 100)], apply: (x) => softmax(x, 0) },
  ],
  errors: [
    { name: "an axis that is not there", inputs: [f32(2)], apply: (x) => softmax(x, 1), code: "ATTRIBUTE_INVALID" },
  ],
};
