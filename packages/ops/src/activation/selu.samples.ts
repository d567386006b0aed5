/** Samples of selu. */
import { i32, type OpSamples, sampleTensor, hostTensor } from "@rensa/core";
import { selu } from "./selu.ts";

/** Samples of selu. */
export const samples: OpSamples = {
  op: selu,
  samples: [
    { name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => selu(x) },
    {
      name: "zero, and far below",
      inputs: [hostTensor([0, -100, 1000])],
      apply: (x) => selu(x),
      notSmooth: "it has a kink at 0",
    },
  ],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => selu(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x)),
  torch: "F.selu(x)",
};
