/** Samples of cos. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { cos } from "./cos.ts";

/** Samples of cos. */
export const samples: OpSamples = {
  op: cos,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => cos(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => cos(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.cos(x),
  torch: "torch.cos(x)",
};
