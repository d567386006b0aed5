/** Samples of scatterAddAlong. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples, type Shape, type Tensor } from "@rensa/core";
import { scatterAddAlong } from "./take-along.ts";

/** Samples of scatterAddAlong. */
export const samples: OpSamples = {
  op: scatterAddAlong,
  samples: [
    {
      name: "rows",
      inputs: [
        sampleTensor([3, 5]),
        hostTensor(
          [
            [4, 0, 1],
            [2, 3, 1],
            [0, 1, 2],
          ],
          [3, 3],
          "i32",
        ),
        sampleTensor([3, 3], -1, 2),
      ],
      apply: (x, i: Tensor<Shape, "i32">, y) => scatterAddAlong(x, i, y),
      torch: "operand.scatter_add(1, indices, updates)",
    },
    {
      name: "the first axis, indices broadcast",
      inputs: [sampleTensor([4, 3]), hostTensor([[3], [1]], [2, 1], "i32"), sampleTensor([2, 3], -1, 2)],
      apply: (x, i: Tensor<Shape, "i32">, y) => scatterAddAlong(x, i, y, -2),
      torch: "operand.scatter_add(0, indices.expand(2, 3), updates)",
    },
    {
      name: "two to one place and one outside",
      inputs: [hostTensor([1, 2, 3]), hostTensor([7, 0, 2, 0], [4], "i32"), hostTensor([9, 4, 1, 5])],
      apply: (x, i: Tensor<Shape, "i32">, y) => scatterAddAlong(x, i, y),
      expected: [10, 2, 4],
      torch: "operand.scatter_add(0, indices[1:], updates[1:])",
    },
    {
      name: "indices outside, clamped",
      inputs: [hostTensor([1, 2, 3]), hostTensor([-1, 5, 1], [3], "i32"), hostTensor([10, 20, 30])],
      apply: (x, i: Tensor<Shape, "i32">, y) => scatterAddAlong(x, i, y, 0, { outside: "clamp" }),
      expected: [11, 32, 23],
      torch: "operand.scatter_add(0, indices.clamp(0, 2), updates)",
    },
  ],
  errors: [
    {
      name: "indices of another rank",
      inputs: [f32(2, 3), i32(2), f32(2)],
      apply: (x, i: Tensor<Shape, "i32">, y) => scatterAddAlong(x, i, y),
      code: "RANK_MISMATCH",
    },
    {
      name: "updates that do not suit",
      inputs: [f32(2, 3), i32(2, 2), f32(2, 3)],
      apply: (x, i: Tensor<Shape, "i32">, y) => scatterAddAlong(x, i, y),
      code: "SHAPE_MISMATCH",
    },
  ],
};
