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
      expected: [
        [0.7641077063284084, 0.6994631099904971, 0.7933240590254453],
        [0.8725533155230784, 0.8893117996560851, 0.8795290260129589],
      ],
      torch: { none: "PyTorch has no derivative of it by a" },
    },
    {
      name: "far below and above the shape",
      inputs: [hostTensor([20, 2, 150, 400]), hostTensor([8, 9, 160, 380])],
      apply: (a, x) => igamma(a, x),
      expected: [0.00025293940209195683, 0.9987659019591332, 0.7956261882343224, 0.15855070978429478],
      torch: { none: "PyTorch has no derivative of it by a" },
    },
    {
      name: "the edges",
      inputs: [hostTensor([2, 2, 0, 0, -1]), hostTensor([0, Infinity, 1, 0, 1])],
      apply: (a, x) => igamma(a, x),
      expected: [0, 1, 1, Number.NaN, Number.NaN],
      notSmooth: "the edges have neighbors on one side",
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
