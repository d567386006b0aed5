/** Samples of choleskySolve. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { choleskySolve } from "./cholesky-solve.ts";
import { cholesky } from "./cholesky.ts";
import { positiveDefinite, regular } from "./sample-matrices.ts";

/** Samples of choleskySolve. */
export const samples: OpSamples = {
  op: choleskySolve,
  samples: [
    {
      name: "a factor that cholesky made",
      inputs: [sampleTensor([3, 3], -1, 1), sampleTensor([3, 2])],
      apply: (a, b) => choleskySolve(cholesky(positiveDefinite(a)), b),
      torch: "torch.cholesky_solve(b, torch.linalg.cholesky(factor @ factor.mT + 2 * torch.eye(3, dtype=b.dtype)))",
    },
    {
      name: "a batch of which the upper triangle is not read",
      inputs: [sampleTensor([2, 3, 3], -1, 1, "f64"), sampleTensor([3, 1], -1, 1, "f64")],
      apply: (a, b) => choleskySolve(regular(a), b),
      torch: "torch.cholesky_solve(b.expand(2, 3, 1), (factor + 2 * torch.eye(3, dtype=b.dtype)).tril())",
    },
    {
      name: "a vector",
      inputs: [
        hostTensor([
          [2, 0],
          [1, 1],
        ]),
        hostTensor([8, 6]),
      ],
      apply: (a, b) => choleskySolve(a, b),
      expected: [1, 2],
      torch: "torch.cholesky_solve(b.unsqueeze(-1), factor.tril()).squeeze(-1)",
    },
  ],
  errors: [
    {
      name: "a wide factor",
      inputs: [f32(2, 3), f32(2)],
      apply: (a, b) => choleskySolve(a, b),
      code: "SHAPE_MISMATCH",
    },
  ],
};
