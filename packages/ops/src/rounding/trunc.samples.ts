/** Samples of trunc. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { trunc } from "./trunc.ts";

/** Samples of trunc. */
export const samples: OpSamples = {
  op: trunc,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => trunc(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => trunc(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.trunc(x),
  torch: "torch.trunc(x)",
};
