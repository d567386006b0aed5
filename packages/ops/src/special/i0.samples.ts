/** Samples of i0. */
import { hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { i0 } from "./i0.ts";

/** Samples of i0. */
export const samples: OpSamples = {
  op: i0,
  torch: "torch.special.i0(x)",
  samples: [
    { name: "both signs", inputs: [sampleTensor([3, 5], -4, 4)], apply: (x) => i0(x) },
    {
      name: "the seam",
      inputs: [hostTensor([0, 8, -8, 9.5])],
      apply: (x) => i0(x),
      notSmooth: "finite differences of such large values have too few digits",
    },
  ],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => i0(x), code: "DTYPE_MISMATCH" }],
};
