/** Samples of softsign. */
import { type OpSamples, sampleTensor } from "@rensa/core";
import { softsign } from "./softsign.ts";

/** Samples of softsign. */
export const samples: OpSamples = {
  op: softsign,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => softsign(x) }],
  reference: (x) => x / (1 + Math.abs(x)),
  torch: "F.softsign(x)",
};
