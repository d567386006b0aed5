/** Samples of logSoftmax. */
import { f32, sampleTensor, type OpSamples, hostTensor } from "@rensa/core";
import { logSoftmax } from "./log-softmax.ts";

/** Samples of logSoftmax. */
export const samples: OpSamples = {
  op: logSoftmax,
  samples: [
    { name: "rows", inputs: [sampleTensor([3, 4])], apply: (x) => logSoftmax(x), torch: "F.log_softmax(x, -1)" },
    {
      name: "columns, far from 0",
      inputs: [sampleTensor([3, 4], 90, 100)],
      apply: (x) => logSoftmax(x, 0),
      torch: "F.log_softmax(x, 0)",
    },
    {
      name: "masked elements",
      inputs: [
        hostTensor([
          [-Infinity, 1, 2],
          [-Infinity, 3, -Infinity],
        ]),
      ],
      apply: (x) => logSoftmax(x),
      notSmooth: "infinity has no derivative",
      torch: "F.log_softmax(x, -1)",
    },
  ],
  errors: [
    { name: "an axis that is not there", inputs: [f32(2)], apply: (x) => logSoftmax(x, 1), code: "ATTRIBUTE_INVALID" },
  ],
};
