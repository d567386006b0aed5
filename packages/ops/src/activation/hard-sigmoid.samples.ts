/** Samples of hardSigmoid. */
import { type OpSamples, sampleTensor } from "@rensa/core";
import { hardSigmoid } from "./hard-sigmoid.ts";

/** Samples of hardSigmoid. */
export const samples: OpSamples = {
  op: hardSigmoid,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => hardSigmoid(x) }],
  reference: (x) => Math.min(Math.max(x / 6 + 0.5, 0), 1),
};
