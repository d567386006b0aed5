/** Samples of i1. */
import { hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { i1 } from "./i0.ts";

/** Samples of i1. */
export const samples: OpSamples = {
  op: i1,
  torch: "torch.special.i1(x)",
  samples: [
    { name: "both signs", inputs: [sampleTensor([3, 5], -4, 4)], apply: (x) => i1(x) },
    {
      name: "0, the seam",
      inputs: [hostTensor([0, 8, -8, 9.5])],
      apply: (x) => i1(x),
      notSmooth: "finite differences of such large values have too few digits",
    },
  ],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => i1(x), code: "DTYPE_MISMATCH" }],
};
