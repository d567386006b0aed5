/** Samples of igammac. */
import { f32, hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { igammac } from "./igammac.ts";

/** Samples of igammac. */
export const samples: OpSamples = {
  op: igammac,
  samples: [
    {
      name: "a row that broadcasts",
      inputs: [sampleTensor([2, 3], 0.5, 6), sampleTensor([3], 0.4, 8)],
      apply: (a, x) => igammac(a, x),
      expected: [
        [0.2358922936715916, 0.3005368900095029, 0.2066759409745546],
        [0.12744668447692165, 0.11068820034391497, 0.12047097398704114],
      ],
      torch: { none: "PyTorch has no derivative of it by a" },
    },
    {
      name: "far below and above the shape",
      inputs: [hostTensor([20, 2, 150, 400]), hostTensor([8, 9, 160, 380])],
      apply: (a, x) => igammac(a, x),
      expected: [0.9997470605979081, 0.0012340980408667955, 0.20437381176567754, 0.8414492902157052],
      torch: { none: "PyTorch has no derivative of it by a" },
    },
    {
      name: "the edges",
      inputs: [hostTensor([2, 2, 0, 0, -1]), hostTensor([0, Infinity, 1, 0, 1])],
      apply: (a, x) => igammac(a, x),
      expected: [1, 0, 0, Number.NaN, Number.NaN],
      notSmooth: "the edges have neighbors on one side",
      torch: { none: "PyTorch has no derivative of it by a" },
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(4)],
      apply: (a, x) => igammac(a, x),
      code: "SHAPE_MISMATCH",
    },
    { name: "integers", inputs: [i32(2), i32(2)], apply: (a, x) => igammac(a, x), code: "DTYPE_MISMATCH" },
  ],
};
