/** Samples of dot. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { dot } from "./dot.ts";

/** Samples of dot. */
export const samples: OpSamples = {
  op: dot,
  samples: [
    {
      name: "two vectors",
      inputs: [hostTensor([1, 2, 3]), hostTensor([4, 5, 6])],
      apply: (a, b) => dot(a, b),
      expected: 32,
    },
    { name: "longer ones", inputs: [sampleTensor([37]), sampleTensor([37], -1, 1)], apply: (a, b) => dot(a, b) },
    { name: "of one element", inputs: [sampleTensor([1]), sampleTensor([1], -1, 1)], apply: (a, b) => dot(a, b) },
  ],
  errors: [
    { name: "two lengths", inputs: [f32(2), f32(3)], apply: (a, b) => dot(a, b), code: "SHAPE_MISMATCH" },
    { name: "a matrix", inputs: [f32(2, 2), f32(2)], apply: (a, b) => dot(a, b), code: "RANK_MISMATCH" },
  ],
  torch: "torch.dot(a, b)",
};
