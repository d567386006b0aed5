/** Samples of acos. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { acos } from "./acos.ts";

/** Samples of acos. */
export const samples: OpSamples = {
  op: acos,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -0.8, 0.8)], apply: (x) => acos(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => acos(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.acos(x),
  torch: "torch.acos(x)",
};
