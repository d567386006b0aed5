/** Samples of floor. */
import { i32, type OpSamples, sampleTensor } from "@rensa/core";
import { floor } from "./floor.ts";

/** Samples of floor. */
export const samples: OpSamples = {
  op: floor,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => floor(x) }],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => floor(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.floor(x),
  torch: "torch.floor(x)",
};
