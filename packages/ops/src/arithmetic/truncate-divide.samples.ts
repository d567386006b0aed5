/** Samples of truncateDivide. */
import { f32, hostTensor, type OpSamples, sampleTensor } from "@rensa/core";
import { truncateDivide } from "./truncate-divide.ts";

/** Samples of truncateDivide. */
export const samples: OpSamples = {
  op: truncateDivide,
  torch: "torch.div(a, b, rounding_mode='trunc')",
  samples: [
    {
      name: "floats",
      inputs: [sampleTensor([3, 4], -7, 7), sampleTensor([4], 1.1, 2.9)],
      apply: (a, b) => truncateDivide(a, b),
    },
    {
      name: "integers of both signs",
      inputs: [hostTensor([7, -7, 7, -7, 0, 6], [6], "i32"), hostTensor([2, 2, -2, -2, 3, -3], [6], "i32")],
      apply: (a, b) => truncateDivide(a, b),
      expected: [3, -3, -3, 3, 0, -2],
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(4)],
      apply: (a, b) => truncateDivide(a, b),
      code: "SHAPE_MISMATCH",
    },
  ],
};
