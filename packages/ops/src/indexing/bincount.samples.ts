/** Samples of bincount. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples, type Shape, type Tensor } from "@rensa/core";
import { bincount } from "./bincount.ts";

/** Samples of bincount. */
export const samples: OpSamples = {
  op: bincount,
  samples: [
    {
      name: "numbers, some of them outside",
      inputs: [hostTensor([1, 3, 1, 9, -1, 0], [6], "i32")],
      apply: (x: Tensor<Shape, "i32">) => bincount(x, 5),
      expected: [1, 2, 0, 1, 0],
      torch: "torch.bincount(x[(x >= 0) & (x < 5)], minlength=5)",
    },
    {
      name: "a matrix",
      inputs: [sampleTensor([2, 5], 0, 3, "i32")],
      apply: (x: Tensor<Shape, "i32">) => bincount(x, 3),
      torch: "torch.bincount(x.flatten(), minlength=3)",
    },
    {
      name: "weights",
      inputs: [hostTensor([1, 3, 1, 0], [4], "i32"), sampleTensor([4])],
      apply: (x: Tensor<Shape, "i32">, weights) => bincount(x, 4, weights),
      torch: "torch.zeros(4, dtype=xs[1].dtype).index_add(0, x, xs[1])",
    },
  ],
  errors: [
    {
      name: "numbers that are not integers",
      inputs: [f32(4)],
      apply: (x: Tensor<Shape, "i32">) => bincount(x, 3),
      code: "DTYPE_MISMATCH",
    },
    {
      name: "weights that do not suit",
      inputs: [i32(4), f32(5)],
      apply: (x: Tensor<Shape, "i32">, weights) => bincount(x, 3, weights),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "half a length",
      inputs: [i32(4)],
      apply: (x: Tensor<Shape, "i32">) => bincount(x, 1.5),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
