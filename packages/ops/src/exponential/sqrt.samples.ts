/** Samples of sqrt. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { sqrt } from "./sqrt.ts";

/** Samples of sqrt. */
export const samples: OpSamples = {
  op: sqrt,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], 0.2, 3)], apply: (x) => sqrt(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => sqrt(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.sqrt(x),
  torch: "torch.sqrt(x)",
};
