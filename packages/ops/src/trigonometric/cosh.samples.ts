/** Samples of cosh. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { cosh } from "./cosh.ts";

/** Samples of cosh. */
export const samples: OpSamples = {
  op: cosh,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => cosh(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => cosh(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.cosh(x),
  torch: "torch.cosh(x)",
};
