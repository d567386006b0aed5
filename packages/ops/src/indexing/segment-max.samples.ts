/** Samples of segmentMax. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples, type Shape, type Tensor } from "@rensa/core";
import { segmentMax } from "./segment-max.ts";

/** Samples of segmentMax. */
export const samples: OpSamples = {
  op: segmentMax,
  samples: [
    {
      name: "numbers in any order, one outside, one segment empty",
      inputs: [hostTensor([1, 2, 3, 4, 5, 6]), hostTensor([3, 0, 3, 4, 1, 3], [6], "i32")],
      apply: (x, s: Tensor<Shape, "i32">) => segmentMax(x, s, 4),
      expected: [2, 5, -Infinity, 6],
      notSmooth: "an infinite result has no finite differences",
      torch: "torch.full((5,), -math.inf, dtype=values.dtype).scatter_reduce(0, segments, values, 'amax')[:4]",
    },
    {
      name: "rows",
      inputs: [sampleTensor([4, 5]), hostTensor([2, 0, 1, 2], [4], "i32")],
      apply: (x, s: Tensor<Shape, "i32">) => segmentMax(x, s, 3),
      torch:
        "torch.full((3, 5), -math.inf, dtype=values.dtype).scatter_reduce(0, segments[:, None].expand(4, 5), values, 'amax')",
    },
    {
      name: "two leading axes",
      inputs: [sampleTensor([2, 3]), hostTensor([1, 0, 1, 1, 0, 0], [2, 3], "i32")],
      apply: (x, s: Tensor<Shape, "i32">) => segmentMax(x, s, 2),
      torch:
        "torch.full((2,), -math.inf, dtype=values.flatten().dtype).scatter_reduce(0, segments.flatten(), values.flatten(), 'amax')",
    },
  ],
  errors: [
    {
      name: "numbers for other axes",
      inputs: [f32(4, 5), i32(5)],
      apply: (x, s: Tensor<Shape, "i32">) => segmentMax(x, s, 3),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "numbers that are not integers",
      inputs: [f32(4, 5), f32(4)],
      apply: (x, s: Tensor<Shape, "i32">) => segmentMax(x, s, 3),
      code: "DTYPE_MISMATCH",
    },
    {
      name: "a negative count",
      inputs: [f32(4, 5), i32(4)],
      apply: (x, s: Tensor<Shape, "i32">) => segmentMax(x, s, -1),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
