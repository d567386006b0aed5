/** Samples of tensordot. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { tensordot } from "./tensordot.ts";

/** Samples of tensordot. */
export const samples: OpSamples = {
  op: tensordot,
  samples: [
    {
      name: "two axes",
      inputs: [sampleTensor([3, 2, 4]), sampleTensor([2, 4, 5], -1, 1)],
      apply: (a, b) => tensordot(a, b, 2),
      torch: "torch.tensordot(a, b, 2)",
    },
    {
      name: "pairs, counted from either end",
      inputs: [sampleTensor([3, 2, 4]), sampleTensor([4, 5, 3], -1, 1)],
      apply: (a, b) =>
        tensordot(a, b, [
          [0, -1],
          [2, 0],
        ]),
      torch: "torch.tensordot(a, b, ([0, -1], [2, 0]))",
    },
    {
      name: "no axis",
      inputs: [sampleTensor([2, 3]), sampleTensor([1, 4], -1, 1)],
      apply: (a, b) => tensordot(a, b, 0),
      torch: "torch.tensordot(a, b, 0)",
    },
    {
      name: "every axis",
      inputs: [sampleTensor([2, 3]), sampleTensor([2, 3], -1, 1)],
      apply: (a, b) => tensordot(a, b, 2),
      torch: "torch.tensordot(a, b, 2)",
    },
  ],
  errors: [
    {
      name: "two lengths",
      inputs: [f32(2, 3), f32(4, 5)],
      apply: (a, b) => tensordot(a, b, 1),
      code: "SHAPE_MISMATCH",
    },
    { name: "too many axes", inputs: [f32(2), f32(2)], apply: (a, b) => tensordot(a, b, 2), code: "ATTRIBUTE_INVALID" },
    {
      name: "an axis twice",
      inputs: [f32(2, 2), f32(2, 2)],
      apply: (a, b) =>
        tensordot(a, b, [
          [0, -2],
          [0, 1],
        ]),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
