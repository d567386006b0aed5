/** Samples of euclideanDistance. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { euclideanDistance } from "./euclidean-distance.ts";

/** Samples of euclideanDistance. */
export const samples: OpSamples = {
  op: euclideanDistance,
  samples: [
    {
      name: "rows",
      inputs: [sampleTensor([4, 3]), sampleTensor([4, 3], -1.3, 1)],
      apply: (x, y) => euclideanDistance(x, y),
      torch: "(x - y).norm(dim=-1)",
    },
    {
      name: "columns, broadcast",
      inputs: [sampleTensor([3, 4]), sampleTensor([3, 1], -1.3, 1)],
      apply: (x, y) => euclideanDistance(x, y, 0),
      torch: "(x - y).norm(dim=0)",
    },
    {
      name: "no distance",
      inputs: [
        hostTensor([
          [1, 2],
          [3, 4],
        ]),
        hostTensor([
          [1, 2],
          [0, 0],
        ]),
      ],
      apply: (x, y) => euclideanDistance(x, y),
      expected: [0, 5],
      notSmooth: "a kink where rows are equal",
      torch: "(x - y).norm(dim=-1)",
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(3, 4), f32(2, 4)],
      apply: (x, y) => euclideanDistance(x, y),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "an axis that is not there",
      inputs: [f32(3), f32(3)],
      apply: (x, y) => euclideanDistance(x, y, 1),
      code: "ATTRIBUTE_INVALID",
    },
    { name: "integers", inputs: [i32(3), i32(3)], apply: (x, y) => euclideanDistance(x, y), code: "DTYPE_MISMATCH" },
  ],
};
