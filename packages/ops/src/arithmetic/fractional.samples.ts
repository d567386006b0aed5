/** Samples of fractional. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { fractional } from "./fractional.ts";

/** Samples of fractional. */
export const samples: OpSamples = {
  op: fractional,
  torch: "torch.frac(x)",
  samples: [{ name: "both signs", inputs: [sampleTensor([3, 5], -4.3, 4.4)], apply: (x) => fractional(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => fractional(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => x - Math.trunc(x),
};
