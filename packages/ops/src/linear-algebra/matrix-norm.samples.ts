/** Samples of matrixNorm. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { matrixNorm } from "./matrix-norm.ts";

/** Samples of matrixNorm. */
export const samples: OpSamples = {
  op: matrixNorm,
  samples: [
    {
      name: "a batch, frobenius",
      inputs: [sampleTensor([2, 3, 2])],
      apply: (a) => matrixNorm(a),
      torch: "torch.linalg.matrix_norm(a)",
    },
    {
      name: "nuclear",
      inputs: [sampleTensor([3, 4])],
      apply: (a) => matrixNorm(a, { order: "nuclear" }),
      torch: "torch.linalg.matrix_norm(a, 'nuc')",
    },
    {
      name: "spectral",
      inputs: [sampleTensor([3, 4], -2, 2, "f64")],
      apply: (a) => matrixNorm(a, { order: "spectral" }),
      torch: "torch.linalg.matrix_norm(a, 2)",
    },
    {
      name: "one",
      inputs: [sampleTensor([3, 4])],
      apply: (a) => matrixNorm(a, { order: "one" }),
      torch: "torch.linalg.matrix_norm(a, 1)",
    },
    {
      name: "infinity",
      inputs: [sampleTensor([3, 4])],
      apply: (a) => matrixNorm(a, { order: "infinity" }),
      torch: "torch.linalg.matrix_norm(a, float('inf'))",
    },
    {
      name: "zeros, whose gradient is 0",
      inputs: [hostTensor([[0, 0]])],
      apply: (a) => matrixNorm(a),
      expected: 0,
      notSmooth: "the norm has a kink at 0",
      torch: "torch.linalg.matrix_norm(a)",
    },
  ],
  errors: [
    { name: "a vector", inputs: [f32(3)], apply: (a) => matrixNorm(a), code: "RANK_MISMATCH" },
    {
      name: "an order that it does not know",
      inputs: [f32(2, 2)],
      apply: (a) => matrixNorm(a, { order: "two" as "one" }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
