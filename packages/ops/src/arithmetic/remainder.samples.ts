/** Samples of remainder. */
import { f32, i32, type OpSamples, sampleTensor, hostTensor } from "@rensa/core";
import { remainder } from "./remainder.ts";

/** Samples of remainder. */
export const samples: OpSamples = {
  op: remainder,
  samples: [
    {
      name: "where floats end",
      inputs: [
        hostTensor(
          new Float64Array([1, -1, 3, -3, 0, -0, Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, Infinity, 7]),
        ),
        hostTensor(new Float64Array([Infinity, Infinity, -Infinity, -Infinity, Infinity, 3, 3, 3, -3, 3, 0.1])),
      ],
      apply: (a, b) => remainder(a, b),
      notSmooth: "the infinities have no neighbors",
    },

    {
      name: "equal shapes",
      inputs: [sampleTensor([3, 5], 0.7, 2.9), sampleTensor([3, 5], 0.7999999999999999, 2.9)],
      apply: (a, b) => remainder(a, b),
      notSmooth: "the quotient jumps",
    },
    {
      name: "a row that broadcasts",
      inputs: [sampleTensor([3, 5], 0.7, 2.9), sampleTensor([5], 1.0, 2.9)],
      apply: (a, b) => remainder(a, b),
      notSmooth: "the quotient jumps",
    },
    {
      name: "every sign",
      inputs: [hostTensor([-3, 3, -3.5, 3.5]), hostTensor([2, -2, -1.25, 1.25])],
      apply: (a, b) => remainder(a, b),
      notSmooth: "the quotient jumps",
    },
    {
      name: "quotients of any size",
      inputs: [
        hostTensor([1e9, -1e9, 1e17, 3e38, -3e38, 1e-40, -5, 5, 1e20], [9]),
        hostTensor([0.3, 0.3, 3, 7, 11, 3e-44, 1e30, Infinity, -1e-3], [9]),
      ],
      apply: (a, b) => remainder(a, b),
      notSmooth: "the quotient jumps",
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(4)],
      apply: (a, b) => remainder(a, b),
      code: "SHAPE_MISMATCH",
    },
    { name: "two dtypes", inputs: [f32(2), i32(2)], apply: (a, b) => remainder(a, b), code: "DTYPE_MISMATCH" },
  ],
  reference: (a, b) => (a % b === 0 || a % b < 0 === b < 0 ? a % b : (a % b) + b),
  torch: "torch.remainder(a, b)",
};
