/** Samples of lu. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { lu } from "./lu.ts";
import { regular } from "./sample-matrices.ts";

/** Samples of lu. */
export const samples: OpSamples = {
  op: lu,
  samples: [
    {
      name: "a square matrix, lower",
      inputs: [sampleTensor([4, 4])],
      apply: (a) => lu(regular(a)).l,
      torch: "torch.linalg.lu(a + 2 * torch.eye(4, dtype=a.dtype)).L",
    },
    {
      name: "a batch of square matrices in float64, upper",
      inputs: [sampleTensor([2, 3, 3], -2, 2, "f64")],
      apply: (a) => lu(a).u,
      torch: "torch.linalg.lu(a).U",
    },
    {
      name: "a tall matrix, lower",
      inputs: [sampleTensor([5, 3])],
      apply: (a) => lu(a).l,
      torch: "torch.linalg.lu(a).L",
    },
    {
      name: "a tall matrix, upper",
      inputs: [sampleTensor([5, 3])],
      apply: (a) => lu(a).u,
      torch: "torch.linalg.lu(a).U",
    },
    {
      name: "a wide matrix, lower",
      inputs: [sampleTensor([2, 5])],
      apply: (a) => lu(a).l,
      torch: "torch.linalg.lu(a).L",
    },
    {
      name: "a wide matrix, upper",
      inputs: [sampleTensor([3, 5])],
      apply: (a) => lu(a).u,
      torch: "torch.linalg.lu(a).U",
    },
    {
      name: "the permutation",
      inputs: [
        hostTensor([
          [0, 1, 0],
          [0, 0, 2],
          [3, 0, 0],
        ]),
      ],
      apply: (a) => lu(a).p,
      expected: [
        [0, 1, 0],
        [0, 0, 1],
        [1, 0, 0],
      ],
      torch: "torch.linalg.lu(a).P",
    },
  ],
  errors: [{ name: "a vector", inputs: [f32(3)], apply: (a) => lu(a).l, code: "RANK_MISMATCH" }],
};
