/** Samples of ceil. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { ceil } from "./ceil.ts";

/** Samples of ceil. */
export const samples: OpSamples = {
  op: ceil,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => ceil(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => ceil(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.ceil(x),
  torch: "torch.ceil(x)",
};
