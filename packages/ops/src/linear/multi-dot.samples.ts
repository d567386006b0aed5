/** Samples of multiDot. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { multiDot } from "./multi-dot.ts";

/** Samples of multiDot. */
export const samples: OpSamples = {
  op: multiDot,
  samples: [
    {
      name: "four matrices",
      inputs: [
        sampleTensor([5, 2]),
        sampleTensor([2, 6], -1, 1),
        sampleTensor([6, 1], -1, 1),
        sampleTensor([1, 3], -1, 1),
      ],
      apply: (a, b, c, d) => multiDot([a, b, c, d]),
    },
    {
      name: "a vector at either end",
      inputs: [sampleTensor([3]), sampleTensor([3, 4], -1, 1), sampleTensor([4], -1, 1)],
      apply: (a, b, c) => multiDot([a, b, c]),
    },
    {
      name: "a vector at the end",
      inputs: [sampleTensor([2, 3]), sampleTensor([3, 3], -1, 1), sampleTensor([3], -1, 1)],
      apply: (a, b, c) => multiDot([a, b, c]),
    },
    {
      name: "two matrices",
      inputs: [sampleTensor([2, 3]), sampleTensor([3, 5], -1, 1)],
      apply: (a, b) => multiDot([a, b]),
    },
  ],
  errors: [
    { name: "one alone", inputs: [f32(2, 3)], apply: (a) => multiDot([a]), code: "ARGUMENT_INVALID" },
    {
      name: "a vector in the middle",
      inputs: [f32(2, 3), f32(3), f32(3, 2)],
      apply: (a, b, c) => multiDot([a, b, c]),
      code: "RANK_MISMATCH",
    },
    {
      name: "rows that differ from columns",
      inputs: [f32(2, 3), f32(4, 2)],
      apply: (a, b) => multiDot([a, b]),
      code: "SHAPE_MISMATCH",
    },
  ],
  torch: "torch.linalg.multi_dot(xs)",
};
