/** Samples of prelu. */
import { f32, hostTensor, type OpSamples, sampleTensor } from "@rensa/core";
import { prelu } from "./prelu.ts";

/** Samples of prelu. */
export const samples: OpSamples = {
  op: prelu,
  torch: "torch.where(x > 0, x, slope * x)",
  samples: [
    {
      name: "a slope per channel",
      inputs: [sampleTensor([3, 5], -3, 3), sampleTensor([5], 0, 0.5)],
      apply: (x, slope) => prelu(x, slope),
    },
    {
      name: "channels first",
      inputs: [sampleTensor([2, 3, 2], -3, 3), sampleTensor([3, 1], 0, 0.5)],
      apply: (x, slope) => prelu(x, slope),
    },
    {
      name: "one slope, and 0",
      inputs: [hostTensor([0, 2, -2]), hostTensor(0.25, [])],
      apply: (x, slope) => prelu(x, slope),
      expected: [0, 2, -0.5],
      notSmooth: "it has a corner at 0",
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(4)],
      apply: (x, slope) => prelu(x, slope),
      code: "SHAPE_MISMATCH",
    },
  ],
};
