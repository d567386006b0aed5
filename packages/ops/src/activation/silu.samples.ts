/** Samples of silu. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { silu } from "./silu.ts";

/** Samples of silu. */
export const samples: OpSamples = {
  op: silu,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => silu(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => silu(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => x / (1 + Math.exp(-x)),
  torch: "F.silu(x)",
};
