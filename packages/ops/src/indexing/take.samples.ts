/** Samples of take. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples, type Shape, type Tensor } from "@rensa/core";
import { take } from "./take.ts";

/** Samples of take. */
export const samples: OpSamples = {
  op: take,
  samples: [
    {
      name: "rows",
      inputs: [sampleTensor([4, 3]), hostTensor([3, 0, 3], [3], "i32")],
      apply: (x, i: Tensor<Shape, "i32">) => take(x, i),
      torch: "x[indices]",
    },
    {
      name: "columns",
      inputs: [
        sampleTensor([2, 4]),
        hostTensor(
          [
            [1, 2],
            [3, 1],
          ],
          [2, 2],
          "i32",
        ),
      ],
      apply: (x, i: Tensor<Shape, "i32">) => take(x, i, 1),
      torch: "x[:, indices]",
    },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(2), i32(1)],
      apply: (x, i: Tensor<Shape, "i32">) => take(x, i, 1),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
