/** Samples of unitToCauchy. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { unitToCauchy } from "./unit-to-cauchy.ts";

/** Samples of unitToCauchy. */
export const samples: OpSamples = {
  op: unitToCauchy,
  torch: "torch.tan(math.pi * (u - 0.5))",
  samples: [{ name: "all sides", inputs: [sampleTensor([3, 5], 0.02, 0.98)], apply: (u) => unitToCauchy(u) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (u) => unitToCauchy(u), code: "DTYPE_MISMATCH" }],
};
