/** Samples of i1e. */
import { hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { i1e } from "./i0e.ts";

/** Samples of i1e. */
export const samples: OpSamples = {
  op: i1e,
  torch: "torch.special.i1e(x)",
  samples: [
    { name: "small and large", inputs: [sampleTensor([3, 5], -20, 20)], apply: (x) => i1e(x) },
    { name: "the seam and far away", inputs: [hostTensor([8, -8, 700])], apply: (x) => i1e(x) },
    { name: "0", inputs: [hostTensor([0])], apply: (x) => i1e(x), notSmooth: "it has a corner at 0", expected: [0] },
  ],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => i1e(x), code: "DTYPE_MISMATCH" }],
};
