/** Samples of squaredDistances. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { squaredDistances } from "./squared-distances.ts";

/** Samples of squaredDistances. */
export const samples: OpSamples = {
  op: squaredDistances,
  samples: [
    {
      name: "matrices",
      inputs: [sampleTensor([5, 3]), sampleTensor([4, 3], -1.3, 1)],
      apply: (x, y) => squaredDistances(x, y),
      torch: "(x[:, None] - y).square().sum(-1)",
    },
    {
      name: "by the product",
      inputs: [sampleTensor([5, 3]), sampleTensor([4, 3], -1.3, 1)],
      apply: (x, y) => squaredDistances(x, y, { method: "product" }),
      torch: "(x[:, None] - y).square().sum(-1)",
    },
    {
      name: "batches that broadcast",
      inputs: [sampleTensor([2, 1, 3, 2]), sampleTensor([2, 4, 2], -1.3, 1)],
      apply: (x, y) => squaredDistances(x, y),
      torch: "(x[..., :, None, :] - y[..., None, :, :]).square().sum(-1)",
    },
    {
      name: "a single column, rows that are equal",
      inputs: [hostTensor([[1], [2]]), hostTensor([[2], [1], [4]])],
      apply: (x, y) => squaredDistances(x, y),
      expected: [
        [1, 0, 9],
        [0, 1, 4],
      ],
      torch: "(x[:, None] - y).square().sum(-1)",
    },
  ],
  errors: [
    {
      name: "rows of two widths",
      inputs: [f32(3, 4), f32(2, 3)],
      apply: (x, y) => squaredDistances(x, y),
      code: "SHAPE_MISMATCH",
    },
    { name: "a vector", inputs: [f32(4), f32(2, 4)], apply: (x, y) => squaredDistances(x, y), code: "RANK_MISMATCH" },
    {
      name: "integers",
      inputs: [i32(3, 4), i32(2, 4)],
      apply: (x, y) => squaredDistances(x, y),
      code: "DTYPE_MISMATCH",
    },
    {
      name: "an unknown method",
      inputs: [f32(3, 4), f32(2, 4)],
      apply: (x, y) => squaredDistances(x, y, { method: "tree" as "product" }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
