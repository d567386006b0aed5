/** Samples of heaviside. */
import { f32, hostTensor, type OpSamples, sampleTensor } from "@rensa/core";
import { heaviside } from "./heaviside.ts";

/** Samples of heaviside. */
export const samples: OpSamples = {
  op: heaviside,
  torch: "torch.where(x == 0, atZero, (x > 0).to(x.dtype) + 0 * x)",
  samples: [
    {
      name: "both signs",
      inputs: [sampleTensor([3, 5]), sampleTensor([5], 0, 1)],
      apply: (x, atZero) => heaviside(x, atZero),
    },
    {
      name: "at 0",
      inputs: [hostTensor([0, -1, 2, -0]), hostTensor([0.25, 0.5, 0.75, 1])],
      apply: (x, atZero) => heaviside(x, atZero),
      expected: [0.25, 0, 1, 1],
      notSmooth: "it jumps at 0",
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(4)],
      apply: (x, atZero) => heaviside(x, atZero),
      code: "SHAPE_MISMATCH",
    },
  ],
};
