/** Samples of lcm. */
import { f32, hostTensor, type OpSamples } from "@rensa/core";
import { lcm } from "./lcm.ts";

/** Samples of lcm. */
export const samples: OpSamples = {
  op: lcm,
  torch: "torch.lcm(a, b)",
  samples: [
    {
      name: "signs and zeros",
      inputs: [hostTensor([12, -18, 0, 7], [2, 2], "i32"), hostTensor([18, 0], [2], "i32")],
      apply: (a, b) => lcm(a, b),
      expected: [
        [36, 0],
        [0, 0],
      ],
    },
    {
      name: "numbers",
      inputs: [hostTensor([4, 6, 21], [3], "i32"), hostTensor([6, -10, 14], [3], "i32")],
      apply: (a, b) => lcm(a, b),
      expected: [12, 30, 42],
    },
  ],
  errors: [{ name: "floats", inputs: [f32(2), f32(2)], apply: (a, b) => lcm(a, b), code: "DTYPE_MISMATCH" }],
};
