/** Samples of round. */
import { i32, type OpSamples, sampleTensor, hostTensor } from "@rensa/core";
import { round } from "./round.ts";

/** Samples of round. */
export const samples: OpSamples = {
  op: round,
  samples: [
    { name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => round(x) },
    {
      name: "halves",
      inputs: [hostTensor([0.5, 1.5, 2.5, -0.5, -1.5])],
      apply: (x) => round(x),
      expected: [0, 2, 2, 0, -2],
      notSmooth: "it jumps at halves",
    },
  ],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => round(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.round(x),
  torch: "torch.round(x)",
};
