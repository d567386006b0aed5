/** Samples of hardSwish. */
import { type OpSamples, sampleTensor } from "@rensa/core";
import { hardSwish } from "./hard-swish.ts";

/** Samples of hardSwish. */
export const samples: OpSamples = {
  op: hardSwish,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => hardSwish(x) }],
  reference: (x) => x * Math.min(Math.max(x / 6 + 0.5, 0), 1),
};
