/** Samples of gcd. */
import { f32, hostTensor, i32, type OpSamples } from "@rensa/core";
import { gcd } from "./gcd.ts";

/** Samples of gcd. */
export const samples: OpSamples = {
  op: gcd,
  torch: "torch.gcd(a, b)",
  samples: [
    {
      name: "signs and zeros",
      inputs: [hostTensor([12, -18, 0, 7, 0, 2147483647], [6], "i32"), hostTensor([18, 12, -5, 0, 0, 3], [6], "i32")],
      apply: (a, b) => gcd(a, b),
      expected: [6, 6, 5, 7, 0, 1],
    },
    {
      name: "the longest run, both ways",
      inputs: [hostTensor([1836311903, 1134903170], [2, 1], "i32"), hostTensor([1134903170, 1836311903], [2], "i32")],
      apply: (a, b) => gcd(a, b),
    },
  ],
  errors: [
    { name: "floats", inputs: [f32(2), f32(2)], apply: (a, b) => gcd(a, b), code: "DTYPE_MISMATCH" },
    {
      name: "shapes that do not broadcast",
      inputs: [i32(2, 3), i32(4)],
      apply: (a, b) => gcd(a, b),
      code: "SHAPE_MISMATCH",
    },
  ],
};
