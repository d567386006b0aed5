/** Samples of diag. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { diag } from "./diagonal.ts";

/** Samples of diag. */
export const samples: OpSamples = {
  op: diag,
  samples: [
    {
      name: "a vector",
      inputs: [hostTensor([1, 2])],
      apply: (x) => diag(x),
      expected: [
        [1, 0],
        [0, 2],
      ],
      torch: "torch.diag(x)",
    },
    {
      name: "to the right, in a batch",
      inputs: [sampleTensor([2, 3])],
      apply: (x) => diag(x, { offset: 1 }),
      torch: "torch.diag_embed(x, 1)",
    },
    {
      name: "to the left",
      inputs: [sampleTensor([3])],
      apply: (x) => diag(x, { offset: -2 }),
      torch: "torch.diag_embed(x, -2)",
    },
    {
      name: "in a larger rectangle",
      inputs: [sampleTensor([2])],
      apply: (x) => diag(x, { offset: 1, rows: 3, columns: 5 }),
      torch: "F.pad(torch.diag_embed(x, 1), (0, 2))",
    },
  ],
  errors: [
    { name: "a scalar", inputs: [f32()], apply: (x) => diag(x), code: "RANK_MISMATCH" },
    { name: "too few rows", inputs: [f32(3)], apply: (x) => diag(x, { rows: 2 }), code: "ATTRIBUTE_INVALID" },
  ],
};
