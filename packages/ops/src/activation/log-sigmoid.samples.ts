/** Samples of logSigmoid. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { logSigmoid } from "./log-sigmoid.ts";

/** Samples of logSigmoid. */
export const samples: OpSamples = {
  op: logSigmoid,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => logSigmoid(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => logSigmoid(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => -Math.log1p(Math.exp(-x)),
  torch: "F.logsigmoid(x)",
};
