/** Samples of tanhShrink. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { tanhShrink } from "./tanh-shrink.ts";

/** Samples of tanhShrink. */
export const samples: OpSamples = {
  op: tanhShrink,
  torch: "F.tanhshrink(x)",
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -3, 3)], apply: (x) => tanhShrink(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => tanhShrink(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => x - Math.tanh(x),
};
