/** Samples of hypot. */
import { f32, hostTensor, type OpSamples, sampleTensor } from "@rensa/core";
import { hypot } from "./hypot.ts";

/** Samples of hypot. */
export const samples: OpSamples = {
  op: hypot,
  torch: "torch.hypot(a, b)",
  samples: [
    {
      name: "a row that broadcasts",
      inputs: [sampleTensor([3, 4], -3, 3), sampleTensor([4], 0.5, 2)],
      apply: (a, b) => hypot(a, b),
    },
    {
      name: "where squares overflow",
      inputs: [hostTensor([3e30, 0, Infinity, 1]), hostTensor([4e30, 0, -Infinity, 0])],
      apply: (a, b) => hypot(a, b),
      expected: [5e30, 0, Infinity, 1],
      notSmooth: "the steps of finite differences vanish beside such numbers",
      torch: { none: "its gradient is NaN at the origin, where that of its norm is 0" },
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(4)],
      apply: (a, b) => hypot(a, b),
      code: "SHAPE_MISMATCH",
    },
  ],
};
