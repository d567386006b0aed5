/** Samples of matmul. */
import { f32, f64, sampleTensor, type OpSamples } from "@rensa/core";
import { matmul } from "./matmul.ts";

/** Samples of matmul. */
export const samples: OpSamples = {
  op: matmul,
  samples: [
    {
      name: "two matrices",
      inputs: [sampleTensor([5, 7]), sampleTensor([7, 6], -1, 1)],
      apply: (a, b) => matmul(a, b),
      torch: "a @ b",
    },
    {
      name: "both transposed",
      inputs: [sampleTensor([7, 5]), sampleTensor([6, 7], -1, 1)],
      apply: (a, b) => matmul(a, b, { transposeA: true, transposeB: true }),
      torch: "a.mT @ b.mT",
    },
    {
      name: "the first transposed",
      inputs: [sampleTensor([7, 5]), sampleTensor([7, 6], -1, 1)],
      apply: (a, b) => matmul(a, b, { transposeA: true }),
      torch: "a.mT @ b",
    },
    {
      name: "the second transposed",
      inputs: [sampleTensor([5, 7]), sampleTensor([6, 7], -1, 1)],
      apply: (a, b) => matmul(a, b, { transposeB: true }),
      torch: "a @ b.mT",
    },
    {
      name: "batches that broadcast",
      inputs: [sampleTensor([2, 1, 3, 4]), sampleTensor([5, 4, 2], -1, 1)],
      apply: (a, b) => matmul(a, b),
      torch: "a @ b",
    },
  ],
  errors: [
    {
      name: "inner dimensions that differ",
      inputs: [f32(2, 3), f32(4, 2)],
      apply: (a, b) => matmul(a, b),
      code: "SHAPE_MISMATCH",
    },
    { name: "a vector", inputs: [f32(3), f32(3, 2)], apply: (a, b) => matmul(a, b), code: "RANK_MISMATCH" },
    {
      name: "two dtypes",
      inputs: [f32(2, 3), f64(3, 2)],
      apply: (a, b) => matmul(a, b),
      code: "DTYPE_MISMATCH",
    },
  ],
};
