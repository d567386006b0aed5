/** Samples of scatterMax. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples, type Shape, type Tensor } from "@rensa/core";
import { scatterMax } from "./scatter-max.ts";

const apply = (x: Tensor, i: Tensor, updates: Tensor): Tensor => scatterMax(x, i as Tensor<Shape, "i32">, updates);

/** Samples of scatterMax. */
export const samples: OpSamples = {
  op: scatterMax,
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
        [1, 2, 3],
        [7, 5, 6],
      ],
      torch:
        "operand.flatten().scatter_reduce(0, indices[:3] @ torch.tensor([3, 1]), updates[:3], 'amax').reshape(2, 3)",
    },
    {
      name: "rows",
      inputs: [sampleTensor([4, 5]), hostTensor([[3], [0], [3]], [3, 1], "i32"), sampleTensor([3, 5], -1.8, 1.9)],
      apply,
      torch: "operand.scatter_reduce(0, indices.expand(3, 5), updates, 'amax')",
    },
    {
      name: "ties, among which the gradient is shared",
      inputs: [hostTensor([1, 5, 2]), hostTensor([[1], [0], [1], [2]], [4, 1], "i32"), hostTensor([5, 3, 5, 1])],
      apply,
      notSmooth: "the largest has a kink where two are equal",
      torch: "operand.scatter_reduce(0, indices[:, 0], updates, 'amax')",
    },
    {
      name: "NaN",
      inputs: [hostTensor([1, Number.NaN, 2]), hostTensor([[1], [0]], [2, 1], "i32"), hostTensor([5, Number.NaN])],
      apply,
      expected: [Number.NaN, Number.NaN, 2],
      notSmooth: "NaN",
      torch: "operand.scatter_reduce(0, indices[:, 0], updates, 'amax')",
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
