/** Samples of scatterAlong. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples, type Shape, type Tensor } from "@rensa/core";
import { scatterAlong } from "./scatter-along.ts";

/** Samples of scatterAlong. */
export const samples: OpSamples = {
  op: scatterAlong,
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
      apply: (x, i: Tensor<Shape, "i32">, y) => scatterAlong(x, i, y),
      torch: "operand.scatter(1, indices, updates)",
    },
    {
      name: "the first axis, indices broadcast",
      inputs: [sampleTensor([4, 3]), hostTensor([[3], [1]], [2, 1], "i32"), sampleTensor([2, 3], -1, 2)],
      apply: (x, i: Tensor<Shape, "i32">, y) => scatterAlong(x, i, y, -2),
      torch: "operand.scatter(0, indices.expand(2, 3), updates)",
    },
    {
      name: "two to one place and one outside",
      inputs: [hostTensor([1, 2, 3]), hostTensor([7, 0, 2, 0], [4], "i32"), hostTensor([9, 4, 1, 5])],
      apply: (x, i: Tensor<Shape, "i32">, y) => scatterAlong(x, i, y),
      expected: [5, 2, 1],
      torch: "torch.stack([updates[3], operand[1], updates[2]])",
    },
  ],
  errors: [
    {
      name: "indices of another rank",
      inputs: [f32(2, 3), i32(2), f32(2)],
      apply: (x, i: Tensor<Shape, "i32">, y) => scatterAlong(x, i, y),
      code: "RANK_MISMATCH",
    },
    {
      name: "updates that do not suit",
      inputs: [f32(2, 3), i32(2, 2), f32(2, 3)],
      apply: (x, i: Tensor<Shape, "i32">, y) => scatterAlong(x, i, y),
      code: "SHAPE_MISMATCH",
    },
  ],
};
