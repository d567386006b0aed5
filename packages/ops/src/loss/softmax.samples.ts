/** Samples of softmax. */
import { f32, sampleTensor, type OpSamples, hostTensor } from "@rensa/core";
import { softmax } from "./softmax.ts";

/** Samples of softmax. */
export const samples: OpSamples = {
  op: softmax,
  samples: [
    { name: "rows", inputs: [sampleTensor([3, 4])], apply: (x) => softmax(x), torch: "F.softmax(x, -1)" },
    {
      name: "columns, far from 0",
      inputs: [sampleTensor([3, 4], 90, 100)],
      apply: (x) => softmax(x, 0),
      torch: "F.softmax(x, 0)",
    },
    {
      name: "masked elements",
      inputs: [
        hostTensor([
          [-Infinity, 1, 2],
          [-Infinity, 3, -Infinity],
        ]),
      ],
      apply: (x) => softmax(x),
      notSmooth: "infinity has no derivative",
      torch: "F.softmax(x, -1)",
    },
  ],
  errors: [
    { name: "an axis that is not there", inputs: [f32(2)], apply: (x) => softmax(x, 1), code: "ATTRIBUTE_INVALID" },
  ],
};
