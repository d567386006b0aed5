/** Samples of log10. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { log10 } from "./log10.ts";

/** Samples of log10. */
export const samples: OpSamples = {
  op: log10,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], 0.2, 3)], apply: (x) => log10(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => log10(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.log10(x),
  torch: "torch.log10(x)",
};
