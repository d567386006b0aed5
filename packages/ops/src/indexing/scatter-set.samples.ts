/** Samples of scatterSet. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples, type Shape, type Tensor } from "@rensa/core";
import { scatterSet } from "./scatter-set.ts";

const apply = (x: Tensor, i: Tensor, updates: Tensor): Tensor => scatterSet(x, i as Tensor<Shape, "i32">, updates);

/** Samples of scatterSet. */
export const samples: OpSamples = {
  op: scatterSet,
  samples: [
    {
      name: "single elements, two at one place and one outside",
      inputs: [
        hostTensor(
          [
            [1, 2, 3],
            [4, 5, 6],
          ],
          [2, 3],
        ),
        hostTensor(
          [
            [1, 0],
            [0, 2],
            [1, 0],
            [2, 0],
          ],
          [4, 2],
          "i32",
        ),
        hostTensor([7, 2.5, 3, 9]),
      ],
      apply,
      expected: [
        [1, 2, 2.5],
        [3, 5, 6],
      ],
      torch: "operand.index_put(tuple(indices[1:3].unbind(-1)), updates[1:3])",
    },
    {
      name: "rows",
      inputs: [sampleTensor([4, 5]), hostTensor([[3], [0], [3]], [3, 1], "i32"), sampleTensor([3, 5], -1.8, 1.9)],
      apply,
      torch: "torch.cat([updates[1:2], operand[1:3], updates[2:3]])",
    },
    {
      name: "bytes",
      inputs: [hostTensor([1, 2, 3], [3], "u8"), hostTensor([[1], [1]], [2, 1], "i32"), hostTensor([5, 4], [2], "u8")],
      apply,
      expected: [1, 4, 3],
      torch: "operand.index_put((indices[1],), updates[1])",
    },
  ],
  errors: [
    {
      name: "updates that do not suit",
      inputs: [f32(4, 5), i32(3, 1), f32(3, 4)],
      apply,
      code: "SHAPE_MISMATCH",
    },
    { name: "tuples longer than the rank", inputs: [f32(4), i32(3, 2), f32(3)], apply, code: "RANK_MISMATCH" },
    { name: "indices that are not integers", inputs: [f32(4), f32(3, 1), f32(3)], apply, code: "DTYPE_MISMATCH" },
  ],
};
