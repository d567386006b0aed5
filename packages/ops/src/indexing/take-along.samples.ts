/** Samples of takeAlong. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples, type Shape, type Tensor } from "@rensa/core";
import { takeAlong } from "./take-along.ts";

/** Samples of takeAlong. */
export const samples: OpSamples = {
  op: takeAlong,
  samples: [
    {
      name: "rows, with repeats",
      inputs: [sampleTensor([3, 5]), sampleTensor([3, 4], 0, 5, "i32")],
      apply: (x, i: Tensor<Shape, "i32">) => takeAlong(x, i),
      torch: "x.gather(1, indices)",
    },
    {
      name: "the first axis, indices broadcast",
      inputs: [sampleTensor([4, 3, 2]), hostTensor([[[3], [1], [3]]], [1, 3, 1], "i32")],
      apply: (x, i: Tensor<Shape, "i32">) => takeAlong(x, i, -3),
      torch: "torch.take_along_dim(x, indices, 0)",
    },
    {
      name: "indices outside, clamped",
      inputs: [hostTensor([1, 2, 3]), hostTensor([-1, 5, 1], [3], "i32")],
      apply: (x, i: Tensor<Shape, "i32">) => takeAlong(x, i),
      expected: [1, 3, 2],
      torch: "x.gather(0, indices.clamp(0, 2))",
    },
    {
      name: "indices outside, omitted",
      inputs: [hostTensor([1, 2, 3]), hostTensor([-1, 5, 1], [3], "i32")],
      apply: (x, i: Tensor<Shape, "i32">) => takeAlong(x, i, 0, { outside: "omit" }),
      expected: [0, 0, 2],
      torch: "x.gather(0, indices.clamp(0, 2)) * (indices == 1)",
    },
  ],
  errors: [
    {
      name: "indices of another rank",
      inputs: [f32(2, 3), i32(2)],
      apply: (x, i: Tensor<Shape, "i32">) => takeAlong(x, i),
      code: "RANK_MISMATCH",
    },
    {
      name: "axes that do not broadcast",
      inputs: [f32(2, 3), i32(4, 2)],
      apply: (x, i: Tensor<Shape, "i32">) => takeAlong(x, i),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "an axis that is not there",
      inputs: [f32(2, 3), i32(2, 2)],
      apply: (x, i: Tensor<Shape, "i32">) => takeAlong(x, i, 2),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
