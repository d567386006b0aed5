/** Samples of sinh. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { sinh } from "./sinh.ts";

/** Samples of sinh. */
export const samples: OpSamples = {
  op: sinh,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => sinh(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => sinh(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.sinh(x),
  torch: "torch.sinh(x)",
};
