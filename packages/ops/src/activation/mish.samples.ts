/** Samples of mish. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { mish } from "./mish.ts";

/** Samples of mish. */
export const samples: OpSamples = {
  op: mish,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => mish(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => mish(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => x * Math.tanh(Math.log1p(Math.exp(x))),
  torch: "F.mish(x)",
};
