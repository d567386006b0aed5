/** Samples of sin. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { sin } from "./sin.ts";

/** Samples of sin. */
export const samples: OpSamples = {
  op: sin,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => sin(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => sin(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.sin(x),
  torch: "torch.sin(x)",
};
