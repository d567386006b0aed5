/** Samples of i0e. */
import { hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { i0e } from "./i0e.ts";

/** Samples of i0e. */
export const samples: OpSamples = {
  op: i0e,
  torch: "torch.special.i0e(x)",
  samples: [
    { name: "small and large", inputs: [sampleTensor([3, 5], -20, 20)], apply: (x) => i0e(x) },
    {
      name: "0, the seam and far away",
      inputs: [hostTensor([0, 8, -8, 700])],
      apply: (x) => i0e(x),
      notSmooth: "it has a corner at 0",
    },
  ],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => i0e(x), code: "DTYPE_MISMATCH" }],
};
