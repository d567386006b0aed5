/** Samples of asin. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { asin } from "./asin.ts";

/** Samples of asin. */
export const samples: OpSamples = {
  op: asin,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -0.8, 0.8)], apply: (x) => asin(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => asin(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.asin(x),
  torch: "torch.asin(x)",
};
