/** Samples of asinh. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { asinh } from "./asinh.ts";

/** Samples of asinh. */
export const samples: OpSamples = {
  op: asinh,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => asinh(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => asinh(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.asinh(x),
  torch: "torch.asinh(x)",
};
