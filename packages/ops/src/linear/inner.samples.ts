/** Samples of inner. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { inner } from "./inner.ts";

/** Samples of inner. */
export const samples: OpSamples = {
  op: inner,
  samples: [
    { name: "two vectors", inputs: [sampleTensor([5]), sampleTensor([5], -1, 1)], apply: (a, b) => inner(a, b) },
    {
      name: "more axes",
      inputs: [sampleTensor([2, 3, 4]), sampleTensor([5, 4], -1, 1)],
      apply: (a, b) => inner(a, b),
    },
    { name: "a scalar", inputs: [sampleTensor([]), sampleTensor([2, 3], -1, 1)], apply: (a, b) => inner(a, b) },
  ],
  errors: [
    { name: "two lengths", inputs: [f32(2, 3), f32(2, 4)], apply: (a, b) => inner(a, b), code: "SHAPE_MISMATCH" },
  ],
  torch: "torch.inner(a, b)",
};
