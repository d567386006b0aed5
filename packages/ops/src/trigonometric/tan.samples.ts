/** Samples of tan. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { tan } from "./tan.ts";

/** Samples of tan. */
export const samples: OpSamples = {
  op: tan,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -1, 1)], apply: (x) => tan(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => tan(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.tan(x),
  torch: "torch.tan(x)",
};
