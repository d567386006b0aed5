/** Samples of hammingDistance. */
import { f32, hostTensor, i32, type OpSamples } from "@rensa/core";
import { hammingDistance } from "./hamming-distance.ts";

/** Samples of hammingDistance. */
export const samples: OpSamples = {
  op: hammingDistance,
  samples: [
    {
      name: "integers",
      inputs: [
        hostTensor(
          [
            [1, 2, 3, 4],
            [1, 1, 1, 1],
          ],
          [2, 4],
          "i32",
        ),
        hostTensor(
          [
            [1, 2, 0, 4],
            [0, 0, 0, 1],
          ],
          [2, 4],
          "i32",
        ),
      ],
      apply: (x, y) => hammingDistance(x, y),
      expected: [0.25, 0.75],
      torch: "(x != y).float().mean(-1)",
    },
    {
      name: "columns of numbers",
      inputs: [
        hostTensor([
          [1, 2],
          [3, 4],
        ]),
        hostTensor([[1], [4]]),
      ],
      apply: (x, y) => hammingDistance(x, y, 0),
      expected: [0.5, 0.5],
      torch: "(x != y).float().mean(0)",
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(3, 4), f32(2, 4)],
      apply: (x, y) => hammingDistance(x, y),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "an axis that is not there",
      inputs: [f32(3), f32(3)],
      apply: (x, y) => hammingDistance(x, y, 1),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "two dtypes",
      inputs: [f32(3), i32(3)],
      apply: (x, y) => hammingDistance(x, y),
      code: "DTYPE_MISMATCH",
    },
  ],
};
