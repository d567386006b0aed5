/** Samples of round. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { round } from "./round.ts";

/** Samples of round. */
export const samples: OpSamples = {
  op: round,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => round(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => round(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.round(x),
};
