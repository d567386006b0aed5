/** Samples of scatterNd. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples, type Shape, type Tensor } from "@rensa/core";
import { scatterNd } from "./gather-nd.ts";

/** Samples of scatterNd. */
export const samples: OpSamples = {
  op: scatterNd,
  samples: [
    {
      name: "single elements, two of them at one place",
      inputs: [
        hostTensor([1, 2, 3]),
        hostTensor(
          [
            [1, 0],
            [0, 2],
            [1, 0],
          ],
          [3, 2],
          "i32",
        ),
      ],
      apply: (x, i: Tensor<Shape, "i32">) => scatterNd(x, i, [2, 3]),
      expected: [
        [0, 0, 2],
        [4, 0, 0],
      ],
      torch: "torch.zeros(2, 3, dtype=updates.dtype).index_put(tuple(indices.unbind(-1)), updates, accumulate=True)",
    },
    {
      name: "rows, those outside left out",
      inputs: [sampleTensor([4, 5]), hostTensor([[2], [3], [-1], [2]], [4, 1], "i32")],
      apply: (x, i: Tensor<Shape, "i32">) => scatterNd(x, i, [3, 5]),
      torch: "torch.zeros(3, 5, dtype=updates.dtype).index_add(0, indices[[0, 3], 0], updates[[0, 3]])",
    },
    {
      name: "rows, those outside clamped",
      inputs: [sampleTensor([4, 5]), hostTensor([[2], [3], [-1], [1]], [4, 1], "i32")],
      apply: (x, i: Tensor<Shape, "i32">) => scatterNd(x, i, [3, 5], { outside: "clamp" }),
      torch: "torch.zeros(3, 5, dtype=updates.dtype).index_add(0, indices[:, 0].clamp(0, 2), updates)",
    },
  ],
  errors: [
    {
      name: "updates that do not suit",
      inputs: [f32(4), i32(3, 2)],
      apply: (x, i: Tensor<Shape, "i32">) => scatterNd(x, i, [2, 3]),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "another word for what is outside",
      inputs: [f32(3), i32(3, 2)],
      apply: (x, i: Tensor<Shape, "i32">) => scatterNd(x, i, [2, 3], { outside: "wrap" as "omit" }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
