/** Samples of fillDiagonal. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { fillDiagonal } from "./fill-diagonal.ts";

/** Samples of fillDiagonal. */
export const samples: OpSamples = {
  op: fillDiagonal,
  samples: [
    {
      name: "a square",
      inputs: [sampleTensor([4, 4])],
      apply: (x) => fillDiagonal(x, 7),
      torch: "x.clone().fill_diagonal_(7)",
    },
    {
      name: "a rectangle, beside the diagonal",
      inputs: [sampleTensor([3, 5])],
      apply: (x) => fillDiagonal(x, -0.5, { offset: 2 }),
      torch: "torch.diagonal_scatter(x, torch.full((3,), -0.5), 2)",
    },
    {
      name: "a batch",
      inputs: [sampleTensor([2, 3, 2])],
      apply: (x) => fillDiagonal(x, 1, { offset: -1 }),
      torch: "torch.diagonal_scatter(x, torch.ones(2, 2), -1, 1, 2)",
    },
  ],
  errors: [{ name: "a vector", inputs: [f32(3)], apply: (x) => fillDiagonal(x, 0), code: "RANK_MISMATCH" }],
};
