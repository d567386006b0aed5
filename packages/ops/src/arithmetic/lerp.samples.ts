/** Samples of lerp. */
import { f32, hostTensor, type OpSamples, sampleTensor } from "@rensa/core";
import { lerp } from "./lerp.ts";

/** Samples of lerp. */
export const samples: OpSamples = {
  op: lerp,
  torch: "torch.lerp(start, end, weight)",
  samples: [
    {
      name: "a matrix and one weight",
      inputs: [sampleTensor([3, 4]), sampleTensor([4], -1, 3), hostTensor(0.3, [])],
      apply: (start, end, weight) => lerp(start, end, weight),
    },
    {
      name: "weights on both sides of one half",
      inputs: [sampleTensor([6]), sampleTensor([6], 2, 5), sampleTensor([6], -0.4, 1.7)],
      apply: (start, end, weight) => lerp(start, end, weight),
    },
    {
      name: "both ends",
      inputs: [hostTensor([0.1, 0.1]), hostTensor([0.7, 0.7]), hostTensor([0, 1])],
      apply: (start, end, weight) => lerp(start, end, weight),
      expected: [0.1, 0.7],
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(3), f32(4)],
      apply: (start, end, weight) => lerp(start, end, weight),
      code: "SHAPE_MISMATCH",
    },
  ],
};
