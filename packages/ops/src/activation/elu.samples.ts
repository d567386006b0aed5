/** Samples of elu. */
import { i32, type OpSamples, sampleTensor, hostTensor } from "@rensa/core";
import { elu } from "./elu.ts";

/** Samples of elu. */
export const samples: OpSamples = {
  op: elu,
  samples: [
    { name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => elu(x) },
    {
      name: "another limit below",
      inputs: [sampleTensor([7])],
      apply: (x) => elu(x, { alpha: 0.3 }),
      reference: (x) => (x > 0 ? x : 0.3 * Math.expm1(x)),
      torch: { none: "the values are those of its formula" },
    },
    {
      name: "zero, and far below",
      inputs: [hostTensor([0, -100, 1000])],
      apply: (x) => elu(x),
      notSmooth: "its second derivative jumps at 0",
    },
  ],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => elu(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => (x > 0 ? x : Math.expm1(x)),
  torch: "F.elu(x)",
};
