/** Samples of pairwiseCosine. */
import { f32, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { pairwiseCosine } from "./pairwise-cosine.ts";

/** Samples of pairwiseCosine. */
export const samples: OpSamples = {
  op: pairwiseCosine,
  samples: [
    {
      name: "matrices",
      inputs: [sampleTensor([5, 3]), sampleTensor([4, 3], -1.3, 1)],
      apply: (x, y) => pairwiseCosine(x, y),
      torch: "F.cosine_similarity(x[:, None], y, dim=-1)",
    },
    {
      name: "batches that broadcast",
      inputs: [sampleTensor([2, 1, 3, 2]), sampleTensor([2, 4, 2], -1.3, 1)],
      apply: (x, y) => pairwiseCosine(x, y),
      torch: "F.cosine_similarity(x[..., :, None, :], y[..., None, :, :], dim=-1)",
    },
    {
      name: "lengths held off from 0",
      inputs: [sampleTensor([2, 3], -0.1, 0.1), sampleTensor([3, 3])],
      apply: (x, y) => pairwiseCosine(x, y, { epsilon: 0.5 }),
      expected: [
        [0.18285746772192926, 0.15512961381178192, -0.09620110380659476],
        [0.15627804493405753, 0.1842111689486134, -0.13657326749206053],
      ],
      torch: { none: "the values are those of cosine_similarity, whose gradient is not that of a length that is held" },
    },
  ],
  errors: [
    {
      name: "rows of two widths",
      inputs: [f32(3, 4), f32(2, 3)],
      apply: (x, y) => pairwiseCosine(x, y),
      code: "SHAPE_MISMATCH",
    },
    { name: "a vector", inputs: [f32(4), f32(2, 4)], apply: (x, y) => pairwiseCosine(x, y), code: "RANK_MISMATCH" },
    { name: "integers", inputs: [i32(3, 4), i32(2, 4)], apply: (x, y) => pairwiseCosine(x, y), code: "DTYPE_MISMATCH" },
    {
      name: "an epsilon of 0",
      inputs: [f32(3, 4), f32(2, 4)],
      apply: (x, y) => pairwiseCosine(x, y, { epsilon: 0 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
