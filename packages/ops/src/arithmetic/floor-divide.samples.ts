/** Samples of floorDivide. */
import { f32, hostTensor, type OpSamples, sampleTensor } from "@rensa/core";
import { floorDivide } from "./floor-divide.ts";

/** Samples of floorDivide. */
export const samples: OpSamples = {
  op: floorDivide,
  torch: "torch.div(a, b, rounding_mode='floor')",
  samples: [
    {
      name: "where floats end",
      inputs: [
        hostTensor(
          new Float64Array([1, -1, 3, -3, 0, -0, Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, Infinity, 7]),
        ),
        hostTensor(new Float64Array([Infinity, Infinity, -Infinity, -Infinity, Infinity, 3, 3, 3, -3, 3, 0.1])),
      ],
      apply: (a, b) => floorDivide(a, b),
      notSmooth: "the infinities have no neighbors",
    },

    {
      name: "floats",
      inputs: [sampleTensor([3, 4], -7, 7), sampleTensor([4], 1.1, 2.9)],
      apply: (a, b) => floorDivide(a, b),
    },
    {
      name: "integers of both signs",
      inputs: [hostTensor([7, -7, 7, -7, 0, 6], [6], "i32"), hostTensor([2, 2, -2, -2, 3, -3], [6], "i32")],
      apply: (a, b) => floorDivide(a, b),
      expected: [3, -4, -4, 3, 0, -2],
    },
    {
      name: "bytes",
      inputs: [hostTensor([7, 200, 3], [3], "u8"), hostTensor([2, 7, 255], [3], "u8")],
      apply: (a, b) => floorDivide(a, b),
      expected: [3, 28, 0],
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(4)],
      apply: (a, b) => floorDivide(a, b),
      code: "SHAPE_MISMATCH",
    },
  ],
};
