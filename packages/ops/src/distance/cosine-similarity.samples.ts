/** Samples of cosineSimilarity. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { cosineSimilarity } from "./cosine-similarity.ts";

/** Samples of cosineSimilarity. */
export const samples: OpSamples = {
  op: cosineSimilarity,
  samples: [
    {
      name: "rows",
      inputs: [sampleTensor([4, 3]), sampleTensor([4, 3], -1.3, 1)],
      apply: (x, y) => cosineSimilarity(x, y),
      torch: "F.cosine_similarity(x, y, dim=-1)",
    },
    {
      name: "columns, broadcast",
      inputs: [sampleTensor([3, 4]), sampleTensor([3, 1], -1.3, 1)],
      apply: (x, y) => cosineSimilarity(x, y, { axis: 0 }),
      torch: "F.cosine_similarity(x, y, dim=0)",
    },
    {
      name: "zeros, and lengths held off from 0",
      inputs: [
        hostTensor([
          [0, 0],
          [3, 4],
        ]),
        hostTensor([
          [1, 2],
          [0.3, 0.4],
        ]),
      ],
      apply: (x, y) => cosineSimilarity(x, y, { epsilon: 1 }),
      expected: [0, 0.5],
      torch: { none: "the values are those of cosine_similarity, whose gradient is not that of a length that is held" },
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(3, 4), f32(2, 4)],
      apply: (x, y) => cosineSimilarity(x, y),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "an axis that is not there",
      inputs: [f32(3), f32(3)],
      apply: (x, y) => cosineSimilarity(x, y, { axis: 1 }),
      code: "ATTRIBUTE_INVALID",
    },
    { name: "integers", inputs: [i32(3), i32(3)], apply: (x, y) => cosineSimilarity(x, y), code: "DTYPE_MISMATCH" },
    {
      name: "an epsilon of 0",
      inputs: [f32(3), f32(3)],
      apply: (x, y) => cosineSimilarity(x, y, { epsilon: 0 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
