/** Samples of cholesky. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { cholesky } from "./cholesky.ts";
import { positiveDefinite } from "./sample-matrices.ts";

/** Samples of cholesky. */
export const samples: OpSamples = {
  op: cholesky,
  samples: [
    {
      name: "a matrix",
      inputs: [sampleTensor([4, 4], -1, 1)],
      apply: (x) => cholesky(positiveDefinite(x)),
      torch: "torch.linalg.cholesky(a @ a.mT + 2 * torch.eye(4, dtype=a.dtype))",
    },
    {
      name: "a batch in float64",
      inputs: [sampleTensor([2, 3, 3], -1, 1, "f64")],
      apply: (x) => cholesky(positiveDefinite(x)),
      torch: "torch.linalg.cholesky(a @ a.mT + 2 * torch.eye(3, dtype=a.dtype))",
    },
    {
      name: "a matrix whose upper triangle is not read",
      inputs: [
        hostTensor([
          [4, 100],
          [2, 10],
        ]),
      ],
      apply: (x) => cholesky(x),
      expected: [
        [2, 0],
        [1, 3],
      ],
      notSmooth: "the gradient is that for symmetric matrices, of which this is none",
      torch: "torch.linalg.cholesky(a)",
    },
    {
      name: "a number",
      inputs: [hostTensor([[9]])],
      apply: (x) => cholesky(x),
      expected: [[3]],
      torch: "torch.linalg.cholesky(a)",
    },
  ],
  errors: [
    { name: "a matrix that is not square", inputs: [f32(2, 3)], apply: (x) => cholesky(x), code: "SHAPE_MISMATCH" },
    { name: "a vector", inputs: [f32(3)], apply: (x) => cholesky(x), code: "RANK_MISMATCH" },
    { name: "integers", inputs: [i32(2, 2)], apply: (x) => cholesky(x), code: "DTYPE_MISMATCH" },
  ],
};
