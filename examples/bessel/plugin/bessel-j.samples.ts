/** Samples of besselJ. The expected values are from tables (Abramowitz and Stegun, chapter 9). */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { besselJ } from "./bessel-j.ts";
import { besselByRecurrence } from "./recurrence.ts";

/** Samples of besselJ. */
export const samples: OpSamples = {
  op: besselJ,
  samples: [
    {
      name: "order 0 at 0, 1, 5 and its first zero",
      inputs: [hostTensor([0, 1, 5, 2.404825557695773])],
      apply: (x) => besselJ(x),
      expected: [1, 0.7651976866, -0.1775967713, 0],
    },
    {
      name: "order 1 at 0, 1, -1 and 5",
      inputs: [hostTensor([0, 1, -1, 5])],
      apply: (x) => besselJ(x, { order: 1 }),
      expected: [0, 0.4400505857, -0.4400505857, -0.3275791376],
    },
    {
      name: "order 3 of a matrix",
      inputs: [sampleTensor([2, 5], -12, 12)],
      apply: (x) => besselJ(x, { order: 3 }),
      reference: (x) => besselByRecurrence(3, x),
    },
    {
      name: "order -2, which is order 2, with few points",
      inputs: [hostTensor([1, 3])],
      apply: (x) => besselJ(x, { order: -2, points: 16 }),
      expected: [0.1149034849, 0.4860912606],
    },
  ],
  errors: [
    { name: "order 0.5", inputs: [f32(2)], apply: (x) => besselJ(x, { order: 0.5 }), code: "ATTRIBUTE_INVALID" },
    { name: "no points", inputs: [f32(2)], apply: (x) => besselJ(x, { points: 0 }), code: "ATTRIBUTE_INVALID" },
    { name: "integers", inputs: [{ shape: [2], dtype: "i32" }], apply: (x) => besselJ(x), code: "DTYPE_MISMATCH" },
  ],
};
