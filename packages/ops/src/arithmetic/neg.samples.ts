/** Samples of neg. */
import { type OpSamples, sampleTensor } from "@rensa/core";
import { neg } from "./neg.ts";

/** Samples of neg. */
export const samples: OpSamples = {
  op: neg,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => neg(x) }],
  reference: (x) => -x,
  torch: "-x",
};
