/** Samples of segmentProduct. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples, type Shape, type Tensor } from "@rensa/core";
import { segmentProduct } from "./segment-product.ts";

/** Samples of segmentProduct. */
export const samples: OpSamples = {
  op: segmentProduct,
  samples: [
    {
      name: "numbers in any order, one outside, one segment empty",
      inputs: [hostTensor([1, 2, 3, 4, 5, 6]), hostTensor([3, 0, 3, 4, 1, 3], [6], "i32")],
      apply: (x, s: Tensor<Shape, "i32">) => segmentProduct(x, s, 4),
      expected: [2, 5, 1, 18],
      torch: "torch.ones(5, dtype=values.dtype).scatter_reduce(0, segments, values, 'prod')[:4]",
    },
    {
      name: "rows",
      inputs: [sampleTensor([4, 5]), hostTensor([2, 0, 2, 2], [4], "i32")],
      apply: (x, s: Tensor<Shape, "i32">) => segmentProduct(x, s, 3),
      torch: "torch.ones(3, 5, dtype=values.dtype).scatter_reduce(0, segments[:, None].expand(4, 5), values, 'prod')",
    },
    {
      name: "two leading axes",
      inputs: [sampleTensor([2, 3]), hostTensor([1, 0, 1, 1, 0, 0], [2, 3], "i32")],
      apply: (x, s: Tensor<Shape, "i32">) => segmentProduct(x, s, 2),
      torch:
        "torch.ones(2, dtype=values.flatten().dtype).scatter_reduce(0, segments.flatten(), values.flatten(), 'prod')",
    },
    {
      name: "zeros, at most one to a segment",
      inputs: [hostTensor([2, 0, 3, -1, 0, 4]), hostTensor([0, 0, 0, 1, 2, 1], [6], "i32")],
      apply: (x, s: Tensor<Shape, "i32">) => segmentProduct(x, s, 3),
      expected: [0, -4, 0],
      torch: "torch.ones(3, dtype=values.dtype).scatter_reduce(0, segments, values, 'prod')",
    },
  ],
  errors: [
    {
      name: "numbers for other axes",
      inputs: [f32(4, 5), i32(5)],
      apply: (x, s: Tensor<Shape, "i32">) => segmentProduct(x, s, 3),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "numbers that are not integers",
      inputs: [f32(4, 5), f32(4)],
      apply: (x, s: Tensor<Shape, "i32">) => segmentProduct(x, s, 3),
      code: "DTYPE_MISMATCH",
    },
    {
      name: "a negative count",
      inputs: [f32(4, 5), i32(4)],
      apply: (x, s: Tensor<Shape, "i32">) => segmentProduct(x, s, -1),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
