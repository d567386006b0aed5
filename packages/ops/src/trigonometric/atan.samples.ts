/** Samples of atan. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { atan } from "./atan.ts";

/** Samples of atan. */
export const samples: OpSamples = {
  op: atan,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => atan(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => atan(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.atan(x),
  torch: "torch.atan(x)",
};
