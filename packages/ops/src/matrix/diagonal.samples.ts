/** Samples of diagonal. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { diagonal } from "./diagonal.ts";

/** Samples of diagonal. */
export const samples: OpSamples = {
  op: diagonal,
  samples: [
    {
      name: "a square",
      inputs: [sampleTensor([3, 3])],
      apply: (x) => diagonal(x),
      torch: "torch.linalg.diagonal(x)",
    },
    {
      name: "to the right, in a batch",
      inputs: [sampleTensor([2, 3, 5])],
      apply: (x) => diagonal(x, { offset: 1 }),
      torch: "torch.linalg.diagonal(x, offset=1)",
    },
    {
      name: "to the left",
      inputs: [sampleTensor([5, 3])],
      apply: (x) => diagonal(x, { offset: -3 }),
      torch: "torch.linalg.diagonal(x, offset=-3)",
    },
  ],
  errors: [
    { name: "a vector", inputs: [f32(3)], apply: (x) => diagonal(x), code: "RANK_MISMATCH" },
    {
      name: "a diagonal outside",
      inputs: [f32(2, 3)],
      apply: (x) => diagonal(x, { offset: 4 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
