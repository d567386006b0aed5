/** Samples of expm1. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { expm1 } from "./expm1.ts";

/** Samples of expm1. */
export const samples: OpSamples = {
  op: expm1,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => expm1(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => expm1(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.expm1(x),
  torch: "torch.expm1(x)",
};
