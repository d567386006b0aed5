/** Samples of erfinv. */
import { hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { erfinv } from "./erfinv.ts";

/** Samples of erfinv. */
export const samples: OpSamples = {
  op: erfinv,
  torch: "torch.erfinv(x)",
  samples: [
    { name: "both signs", inputs: [sampleTensor([3, 5], -0.95, 0.95)], apply: (x) => erfinv(x) },
    { name: "near 0", inputs: [hostTensor([0, 1e-20, -1e-5])], apply: (x) => erfinv(x) },
    {
      name: "the ends and beyond",
      inputs: [hostTensor([-1, 1, 1.5])],
      apply: (x) => erfinv(x),
      expected: [-Infinity, Infinity, Number.NaN],
      notSmooth: "it is infinite at its ends",
    },
  ],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => erfinv(x), code: "DTYPE_MISMATCH" }],
};
