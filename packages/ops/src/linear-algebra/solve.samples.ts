/** Samples of solve. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { regular } from "./sample-matrices.ts";
import { solve } from "./solve.ts";

/** Samples of solve. */
export const samples: OpSamples = {
  op: solve,
  samples: [
    {
      name: "a matrix",
      inputs: [sampleTensor([3, 3], -1, 1), sampleTensor([3, 2])],
      apply: (a, b) => solve(regular(a), b),
      torch: "torch.linalg.solve(a + 2 * torch.eye(3, dtype=a.dtype), b)",
    },
    {
      name: "the transposed matrix, in float64",
      inputs: [sampleTensor([4, 4], -1, 1, "f64"), sampleTensor([4, 1], -2, 2, "f64")],
      apply: (a, b) => solve(regular(a), b, { transpose: true }),
      torch: "torch.linalg.solve((a + 2 * torch.eye(4, dtype=a.dtype)).mT, b)",
    },
    {
      name: "batches that broadcast",
      inputs: [sampleTensor([2, 1, 2, 2], -1, 1), sampleTensor([3, 2, 1])],
      apply: (a, b) => solve(regular(a), b),
      torch: "torch.linalg.solve(a + 2 * torch.eye(2, dtype=a.dtype), b)",
    },
    {
      name: "a vector and rows that must be exchanged",
      inputs: [
        hostTensor([
          [0, 2],
          [4, 0],
        ]),
        hostTensor([6, 4]),
      ],
      apply: (a, b) => solve(a, b),
      expected: [1, 3],
      torch: "torch.linalg.solve(a, b)",
    },
  ],
  errors: [
    { name: "a wide matrix", inputs: [f32(2, 3), f32(2, 1)], apply: (a, b) => solve(a, b), code: "SHAPE_MISMATCH" },
    { name: "other rows", inputs: [f32(2, 2), f32(3)], apply: (a, b) => solve(a, b), code: "SHAPE_MISMATCH" },
    { name: "a vector", inputs: [f32(2), f32(2)], apply: (a, b) => solve(a, b), code: "RANK_MISMATCH" },
  ],
};
