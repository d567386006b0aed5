/** Samples of gatherNd. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples, type Shape, type Tensor } from "@rensa/core";
import { gatherNd } from "./gather-nd.ts";

/** Samples of gatherNd. */
export const samples: OpSamples = {
  op: gatherNd,
  torch: "x[tuple(indices.unbind(-1))]",
  samples: [
    {
      name: "single elements, one of them twice",
      inputs: [
        sampleTensor([3, 4]),
        hostTensor(
          [
            [2, 1],
            [0, 3],
            [2, 1],
            [0, 0],
            [1, 2],
          ],
          [5, 2],
          "i32",
        ),
      ],
      apply: (x, i: Tensor<Shape, "i32">) => gatherNd(x, i),
    },
    {
      name: "rows by a matrix of tuples",
      inputs: [
        sampleTensor([3, 5]),
        hostTensor(
          [
            [[2], [0]],
            [[2], [1]],
          ],
          [2, 2, 1],
          "i32",
        ),
      ],
      apply: (x, i: Tensor<Shape, "i32">) => gatherNd(x, i),
    },
    {
      name: "indices outside, clamped",
      inputs: [hostTensor([1, 2, 3]), hostTensor([[-1], [5], [1]], [3, 1], "i32")],
      apply: (x, i: Tensor<Shape, "i32">) => gatherNd(x, i),
      expected: [1, 3, 2],
      torch: "x[indices[:, 0].clamp(0, 2)]",
    },
    {
      name: "indices outside, omitted",
      inputs: [hostTensor([1, 2, 3]), hostTensor([[-1], [5], [1]], [3, 1], "i32")],
      apply: (x, i: Tensor<Shape, "i32">) => gatherNd(x, i, { outside: "omit" }),
      expected: [0, 0, 2],
      torch: "x[indices[:, 0].clamp(0, 2)] * ((indices[:, 0] >= 0) & (indices[:, 0] < 3))",
    },
  ],
  errors: [
    {
      name: "tuples longer than the rank",
      inputs: [f32(2, 3), i32(4, 3)],
      apply: (x, i: Tensor<Shape, "i32">) => gatherNd(x, i),
      code: "RANK_MISMATCH",
    },
    {
      name: "indices that are not integers",
      inputs: [f32(2, 3), f32(4, 2)],
      apply: (x, i: Tensor<Shape, "i32">) => gatherNd(x, i),
      code: "DTYPE_MISMATCH",
    },
  ],
};
