/** Samples of exp. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { exp } from "./exp.ts";

/** Samples of exp. */
export const samples: OpSamples = {
  op: exp,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => exp(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => exp(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.exp(x),
  torch: "torch.exp(x)",
};
