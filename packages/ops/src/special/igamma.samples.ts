/** Samples of igamma. */
import { f32, hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { igamma } from "./igamma.ts";

/** Samples of igamma. */
export const samples: OpSamples = {
  op: igamma,
  samples: [
    {
      name: "a row that broadcasts",
      inputs: [sampleTensor([2, 3], 0.5, 6), sampleTensor([3], 0.4, 8)],
      apply: (a, x) => igamma(a, x),
      torch: { none: "PyTorch has no derivative of it by a" },
    },
    {
      name: "far below and above the shape",
      inputs: [hostTensor([20, 2, 150, 400]), hostTensor([8, 9, 160, 380])],
      apply: (a, x) => igamma(a, x),
      torch: { none: "PyTorch has no derivative of it by a" },
    },
    {
      name: "the edges",
      inputs: [hostTensor([2, 2, 0, 0, -1]), hostTensor([0, Infinity, 1, 0, 1])],
      apply: (a, x) => igamma(a, x),
      expected: [0, 1, 1, Number.NaN, Number.NaN],
      notSmooth: "the edges have neighbours on one side",
      torch: { none: "PyTorch has no derivative of it by a" },
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(4)],
      apply: (a, x) => igamma(a, x),
      code: "SHAPE_MISMATCH",
    },
    { name: "integers", inputs: [i32(2), i32(2)], apply: (a, x) => igamma(a, x), code: "DTYPE_MISMATCH" },
  ],
};
