/** Samples of segmentMean. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples, type Shape, type Tensor } from "@rensa/core";
import { segmentMean } from "./segment-mean.ts";

/** Samples of segmentMean. */
export const samples: OpSamples = {
  op: segmentMean,
  samples: [
    {
      name: "numbers in any order, one outside, one segment empty",
      inputs: [hostTensor([1, 2, 3, 4, 5, 6]), hostTensor([3, 0, 3, 4, 1, 3], [6], "i32")],
      apply: (x, s: Tensor<Shape, "i32">) => segmentMean(x, s, 4),
      expected: [2, 5, 0, 3.3333333333333335],
      torch: "torch.zeros(5, dtype=values.dtype).index_reduce(0, segments, values, 'mean', include_self=False)[:4]",
    },
    {
      name: "rows",
      inputs: [sampleTensor([4, 5]), hostTensor([2, 0, 2, 2], [4], "i32")],
      apply: (x, s: Tensor<Shape, "i32">) => segmentMean(x, s, 3),
      torch:
        "torch.zeros(3, 5, dtype=values.dtype).index_add(0, segments, values) / torch.bincount(segments, minlength=3).clamp(min=1)[:, None]",
    },
    {
      name: "two leading axes",
      inputs: [sampleTensor([2, 3]), hostTensor([1, 0, 1, 1, 0, 0], [2, 3], "i32")],
      apply: (x, s: Tensor<Shape, "i32">) => segmentMean(x, s, 2),
      torch:
        "torch.zeros(2, dtype=values.flatten().dtype).index_add(0, segments.flatten(), values.flatten()) / torch.bincount(segments.flatten(), minlength=2).clamp(min=1)",
    },
  ],
  errors: [
    {
      name: "numbers for other axes",
      inputs: [f32(4, 5), i32(5)],
      apply: (x, s: Tensor<Shape, "i32">) => segmentMean(x, s, 3),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "numbers that are not integers",
      inputs: [f32(4, 5), f32(4)],
      apply: (x, s: Tensor<Shape, "i32">) => segmentMean(x, s, 3),
      code: "DTYPE_MISMATCH",
    },
    {
      name: "a negative count",
      inputs: [f32(4, 5), i32(4)],
      apply: (x, s: Tensor<Shape, "i32">) => segmentMean(x, s, -1),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
