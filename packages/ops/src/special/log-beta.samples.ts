/** Samples of logBeta. */
import { f32, hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { logBeta } from "./log-beta.ts";

/** Samples of logBeta. */
export const samples: OpSamples = {
  op: logBeta,
  torch: "torch.lgamma(a) + torch.lgamma(b) - torch.lgamma(a + b)",
  samples: [
    {
      name: "a row that broadcasts",
      inputs: [sampleTensor([2, 3], 0.5, 9), sampleTensor([3], 4, 7)],
      apply: (a, b) => logBeta(a, b),
    },
    {
      name: "integers",
      inputs: [hostTensor([1, 2, 3]), hostTensor([4, 4, 4])],
      apply: (a, b) => logBeta(a, b),
      expected: [-1.3862943611198906, -2.995732273553991, -4.0943445622221],
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(4)],
      apply: (a, b) => logBeta(a, b),
      code: "SHAPE_MISMATCH",
    },
    { name: "integers", inputs: [i32(2), i32(2)], apply: (a, b) => logBeta(a, b), code: "DTYPE_MISMATCH" },
  ],
};
