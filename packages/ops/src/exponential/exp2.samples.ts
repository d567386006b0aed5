/** Samples of exp2. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { exp2 } from "./exp2.ts";

/** Samples of exp2. */
export const samples: OpSamples = {
  op: exp2,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => exp2(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => exp2(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => 2 ** x,
  torch: "torch.exp2(x)",
};
