/** Samples of softplus. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { softplus } from "./softplus.ts";

/** Samples of softplus. */
export const samples: OpSamples = {
  op: softplus,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => softplus(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => softplus(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.log1p(Math.exp(x)),
  torch: "F.softplus(x)",
};
