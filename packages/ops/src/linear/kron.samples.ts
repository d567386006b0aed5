/** Samples of kron. */
import { f32, f64, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { kron } from "./kron.ts";

/** Samples of kron. */
export const samples: OpSamples = {
  op: kron,
  samples: [
    {
      name: "two vectors",
      inputs: [hostTensor([1, 2]), hostTensor([3, 4, 5])],
      apply: (a, b) => kron(a, b),
      expected: [3, 4, 5, 6, 8, 10],
    },
    { name: "matrices", inputs: [sampleTensor([2, 3]), sampleTensor([3, 2], -1, 1)], apply: (a, b) => kron(a, b) },
    { name: "two ranks", inputs: [sampleTensor([3]), sampleTensor([2, 1, 3], -1, 1)], apply: (a, b) => kron(a, b) },
    { name: "a scalar", inputs: [sampleTensor([2, 2]), sampleTensor([], -1, 1)], apply: (a, b) => kron(a, b) },
  ],
  errors: [{ name: "two dtypes", inputs: [f32(2), f64(2)], apply: (a, b) => kron(a, b), code: "DTYPE_MISMATCH" }],
  torch: "torch.kron(a, b)",
};
