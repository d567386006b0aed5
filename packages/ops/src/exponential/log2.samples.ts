/** Samples of log2. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { log2 } from "./log2.ts";

/** Samples of log2. */
export const samples: OpSamples = {
  op: log2,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], 0.2, 3)], apply: (x) => log2(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => log2(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.log2(x),
  torch: "torch.log2(x)",
};
