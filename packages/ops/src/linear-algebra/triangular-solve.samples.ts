/** Samples of triangularSolve. */
import { f32, f64, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { regular } from "./sample-matrices.ts";
import { triangularSolve } from "./triangular-solve.ts";

/** Samples of triangularSolve. */
export const samples: OpSamples = {
  op: triangularSolve,
  samples: [
    {
      name: "the lower triangle",
      inputs: [sampleTensor([3, 3], -1, 1), sampleTensor([3, 2])],
      apply: (a, b) => triangularSolve(regular(a), b),
      torch: "torch.linalg.solve_triangular((a + 2 * torch.eye(3, dtype=a.dtype)).tril(), b, upper=False)",
    },
    {
      name: "the upper triangle, transposed, in float64",
      inputs: [sampleTensor([3, 3], -1, 1, "f64"), sampleTensor([3, 2], -2, 2, "f64")],
      apply: (a, b) => triangularSolve(regular(a), b, { lower: false, transpose: true }),
      torch: "torch.linalg.solve_triangular((a + 2 * torch.eye(3, dtype=a.dtype)).triu().mT, b, upper=False)",
    },
    {
      name: "the upper triangle with a diagonal of ones and batches that broadcast",
      inputs: [sampleTensor([3, 3], -1, 1), sampleTensor([2, 3, 1])],
      apply: (a, b) => triangularSolve(a, b, { lower: false, unitDiagonal: true }),
      torch: "torch.linalg.solve_triangular(a.triu(), b, upper=True, unitriangular=True)",
    },
    {
      name: "a batch of transposed lower triangles beside one vector",
      inputs: [sampleTensor([2, 3, 3], -1, 1), sampleTensor([3])],
      apply: (a, b) => triangularSolve(regular(a), b, { transpose: true }),
      torch:
        "torch.linalg.solve_triangular((a + 2 * torch.eye(3, dtype=a.dtype)).tril().mT, b.unsqueeze(-1), upper=True).squeeze(-1)",
    },
    {
      name: "a zero on the diagonal",
      inputs: [
        hostTensor([
          [2, 0],
          [1, 0],
        ]),
        hostTensor([[2], [3]]),
      ],
      apply: (a, b) => triangularSolve(a, b),
      expected: [[1], [Number.POSITIVE_INFINITY]],
      notSmooth: "the result is infinite",
      torch: { none: "gradients are not finite" },
    },
  ],
  errors: [
    {
      name: "a matrix that is not square",
      inputs: [f32(2, 3), f32(2, 1)],
      apply: (a, b) => triangularSolve(a, b),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "a right side with other rows",
      inputs: [f32(2, 2), f32(3, 1)],
      apply: (a, b) => triangularSolve(a, b),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "two dtypes",
      inputs: [f32(2, 2), f64(2, 1)],
      apply: (a, b) => triangularSolve(a, b),
      code: "DTYPE_MISMATCH",
    },
  ],
};
