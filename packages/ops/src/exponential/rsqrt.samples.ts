/** Samples of rsqrt. */
import { i32, type OpSamples, sampleTensor, hostTensor } from "@rensa/core";
import { rsqrt } from "./rsqrt.ts";

/** Samples of rsqrt. */
export const samples: OpSamples = {
  op: rsqrt,
  samples: [
    { name: "a matrix", inputs: [sampleTensor([3, 5], 0.2, 3)], apply: (x) => rsqrt(x) },
    {
      name: "zero, infinities and a negative number",
      inputs: [hostTensor([0, Infinity, -Infinity, -1])],
      apply: (x) => rsqrt(x),
      notSmooth: "it has no derivative there",
    },
  ],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => rsqrt(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => 1 / Math.sqrt(x),
  torch: "torch.rsqrt(x)",
};
