/** Samples of cross. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { cross } from "./cross.ts";

/** Samples of cross. */
export const samples: OpSamples = {
  op: cross,
  samples: [
    {
      name: "two axes give the third",
      inputs: [hostTensor([1, 0, 0]), hostTensor([0, 1, 0])],
      apply: (a, b) => cross(a, b),
      expected: [0, 0, 1],
      torch: "torch.linalg.cross(a, b)",
    },
    {
      name: "many",
      inputs: [sampleTensor([5, 3]), sampleTensor([5, 3], -1, 1)],
      apply: (a, b) => cross(a, b),
      torch: "torch.linalg.cross(a, b)",
    },
    {
      name: "another axis, one for all",
      inputs: [sampleTensor([2, 3, 4]), sampleTensor([3, 1], -1, 1)],
      apply: (a, b) => cross(a, b, 1),
      torch: "torch.linalg.cross(a, b[None], dim=1)",
    },
  ],
  errors: [
    { name: "vectors of 2", inputs: [f32(2), f32(2)], apply: (a, b) => cross(a, b), code: "SHAPE_MISMATCH" },
    { name: "an axis that stretches", inputs: [f32(3), f32(1)], apply: (a, b) => cross(a, b), code: "SHAPE_MISMATCH" },
    {
      name: "an axis that is not there",
      inputs: [f32(3), f32(3)],
      apply: (a, b) => cross(a, b, 1),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
