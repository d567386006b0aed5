/** Samples of log. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { log } from "./log.ts";

/** Samples of log. */
export const samples: OpSamples = {
  op: log,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], 0.2, 3)], apply: (x) => log(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => log(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.log(x),
  torch: "torch.log(x)",
};
