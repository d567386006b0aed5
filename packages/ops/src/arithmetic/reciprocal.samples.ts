/** Samples of reciprocal. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { reciprocal } from "./reciprocal.ts";

/** Samples of reciprocal. */
export const samples: OpSamples = {
  op: reciprocal,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], 0.5, 3)], apply: (x) => reciprocal(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => reciprocal(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => 1 / x,
  torch: "torch.reciprocal(x)",
};
