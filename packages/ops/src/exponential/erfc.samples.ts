/** Samples of erfc. */
import { i32, type OpSamples, sampleTensor, hostTensor } from "@rensa/core";
import { errorFunction } from "@rensa/core/compiler";
import { erfc } from "./erfc.ts";

/** Samples of erfc. */
export const samples: OpSamples = {
  op: erfc,
  samples: [
    { name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => erfc(x) },
    { name: "both tails", inputs: [hostTensor([2.75, 4.5, 6, 10, -6, -0.25, 0])], apply: (x) => erfc(x) },
  ],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => erfc(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => 1 - errorFunction(x),
  torch: "torch.erfc(x)",
};
