/** Samples of copysign. */
import { f32, hostTensor, type OpSamples, sampleTensor } from "@rensa/core";
import { copysign } from "./copysign.ts";

/** Samples of copysign. */
export const samples: OpSamples = {
  op: copysign,
  torch: "torch.copysign(a, b)",
  samples: [
    {
      name: "all signs",
      inputs: [sampleTensor([3, 4], -2, 2), sampleTensor([4], -1, 1)],
      apply: (a, b) => copysign(a, b),
    },
    {
      name: "zeros with signs",
      inputs: [hostTensor([3, -3, 3, -3]), hostTensor([0, 0, -0, -0])],
      apply: (a, b) => copysign(a, b),
      expected: [3, 3, -3, -3],
      notSmooth: "the sign changes at 0",
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(4)],
      apply: (a, b) => copysign(a, b),
      code: "SHAPE_MISMATCH",
    },
  ],
};
