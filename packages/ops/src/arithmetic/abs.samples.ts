/** Samples of abs. */
import { type OpSamples, sampleTensor } from "@rensa/core";
import { abs } from "./abs.ts";

/** Samples of abs. */
export const samples: OpSamples = {
  op: abs,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => abs(x) }],
  reference: (x) => Math.abs(x),
};
