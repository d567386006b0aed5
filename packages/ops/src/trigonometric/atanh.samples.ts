/** Samples of atanh. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { atanh } from "./atanh.ts";

/** Samples of atanh. */
export const samples: OpSamples = {
  op: atanh,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -0.8, 0.8)], apply: (x) => atanh(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => atanh(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.atanh(x),
  torch: "torch.atanh(x)",
};
