/** Samples of tanh. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { tanh } from "./tanh.ts";

/** Samples of tanh. */
export const samples: OpSamples = {
  op: tanh,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => tanh(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => tanh(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.tanh(x),
  torch: "torch.tanh(x)",
};
