/** Samples of log1p. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { log1p } from "./log1p.ts";

/** Samples of log1p. */
export const samples: OpSamples = {
  op: log1p,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -0.5, 3)], apply: (x) => log1p(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => log1p(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.log1p(x),
  torch: "torch.log1p(x)",
};
