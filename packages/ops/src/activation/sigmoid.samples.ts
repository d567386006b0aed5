/** Samples of sigmoid. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { sigmoid } from "./sigmoid.ts";

/** Samples of sigmoid. */
export const samples: OpSamples = {
  op: sigmoid,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => sigmoid(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => sigmoid(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => 1 / (1 + Math.exp(-x)),
  torch: "torch.sigmoid(x)",
};
