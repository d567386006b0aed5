/** Samples of matvec. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { matvec } from "./matvec.ts";

/** Samples of matvec. */
export const samples: OpSamples = {
  op: matvec,
  samples: [
    {
      name: "a matrix",
      inputs: [sampleTensor([5, 7]), sampleTensor([7], -1, 1)],
      apply: (a, x) => matvec(a, x),
      torch: "torch.mv(a, x)",
    },
    {
      name: "one row",
      inputs: [sampleTensor([1, 3]), sampleTensor([3], -1, 1)],
      apply: (a, x) => matvec(a, x),
      torch: "torch.mv(a, x)",
    },
    {
      name: "batches that broadcast",
      inputs: [sampleTensor([2, 1, 3, 2]), sampleTensor([4, 2], -1, 1)],
      apply: (a, x) => matvec(a, x),
      torch: 'torch.einsum("...ij,...j->...i", a, x)',
    },
  ],
  errors: [
    { name: "another length", inputs: [f32(2, 3), f32(2)], apply: (a, x) => matvec(a, x), code: "SHAPE_MISMATCH" },
    { name: "two vectors", inputs: [f32(3), f32(3)], apply: (a, x) => matvec(a, x), code: "RANK_MISMATCH" },
    {
      name: "batches that do not broadcast",
      inputs: [f32(2, 3, 3), f32(4, 3)],
      apply: (a, x) => matvec(a, x),
      code: "SHAPE_MISMATCH",
    },
  ],
};
