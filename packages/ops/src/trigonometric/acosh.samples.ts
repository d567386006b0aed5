/** Samples of acosh. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { acosh } from "./acosh.ts";

/** Samples of acosh. */
export const samples: OpSamples = {
  op: acosh,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], 1.2, 3)], apply: (x) => acosh(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => acosh(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.acosh(x),
  torch: "torch.acosh(x)",
};
