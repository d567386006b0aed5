/** Samples of erf. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { errorFunction } from "@rensa/core/compiler";
import { erf } from "./erf.ts";

/** Samples of erf. */
export const samples: OpSamples = {
  op: erf,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => erf(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => erf(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => errorFunction(x),
  torch: "torch.erf(x)",
};
