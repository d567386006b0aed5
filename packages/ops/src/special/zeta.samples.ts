/** Samples of zeta. */
import { f32, hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { zeta } from "./zeta.ts";

/** Samples of zeta. */
export const samples: OpSamples = {
  op: zeta,
  samples: [
    {
      name: "a row that broadcasts",
      inputs: [sampleTensor([2, 3], 1.3, 6), sampleTensor([3], 0.5, 4)],
      apply: (s, q) => zeta(s, q),
      expected: [
        [0.02365537509142392, 0.7985098501715373, 0.0018648079558635134],
        [0.052916024785354066, 1.4952027223534916, 0.004819241462305528],
      ],
      torch: { none: "PyTorch has no derivative of zeta by s" },
    },
    {
      name: "of Riemann",
      inputs: [hostTensor([2, 4, 10, 3])],
      apply: (s) => zeta(s, 1),
      expected: [1.6449340668482264, 1.0823232337111381, 1.000994575127818, 1.2020569031595942],
      torch: { none: "PyTorch has no derivative of zeta by s" },
    },
    {
      name: "of Hurwitz",
      inputs: [sampleTensor([5], 0.4, 30)],
      apply: (q) => zeta(3, q),
      expected: [
        0.0015093687354555217, 0.010484929783338232, 0.0007882038615759639, 0.0025937455626522817, 0.07310855184384485,
      ],
      torch: { none: "PyTorch's input of this call has another name" },
    },
    {
      name: "the edges",
      inputs: [hostTensor([1, 0.5, 2, 2]), hostTensor([1, 1, 0, -0.5])],
      apply: (s, q) => zeta(s, q),
      expected: [Infinity, Number.NaN, Infinity, Number.NaN],
      notSmooth: "it is infinite there",
      torch: { none: "PyTorch has no derivative of zeta by s" },
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(4)],
      apply: (s, q) => zeta(s, q),
      code: "SHAPE_MISMATCH",
    },
    { name: "integers", inputs: [i32(2), i32(2)], apply: (s, q) => zeta(s, q), code: "DTYPE_MISMATCH" },
  ],
};
