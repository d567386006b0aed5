/** Samples of ndtri. */
import { hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { ndtri } from "./ndtri.ts";

/** Samples of ndtri. */
export const samples: OpSamples = {
  op: ndtri,
  torch: "torch.special.ndtri(p)",
  samples: [
    { name: "probabilities", inputs: [sampleTensor([3, 5], 0.02, 0.98)], apply: (p) => ndtri(p) },
    {
      name: "the tails and the middle",
      inputs: [hostTensor([1e-30, 1e-12, 0.001, 0.5, 0.999])],
      apply: (p) => ndtri(p),
      notSmooth: "the tails are narrower than the steps of finite differences",
    },
    {
      name: "the ends and beyond",
      inputs: [hostTensor([0, 1, -0.1, 1.1])],
      apply: (p) => ndtri(p),
      expected: [-Infinity, Infinity, Number.NaN, Number.NaN],
      notSmooth: "it is infinite at its ends",
    },
  ],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => ndtri(x), code: "DTYPE_MISMATCH" }],
};
