/** Samples of oneHot. */
import { hostTensor, i32, type OpSamples, type Shape, type Tensor } from "@rensa/core";
import { oneHot } from "./one-hot.ts";

/** Samples of oneHot. */
export const samples: OpSamples = {
  op: oneHot,
  samples: [
    {
      name: "three labels",
      inputs: [hostTensor([0, 2, 3], [3], "i32")],
      apply: (x: Tensor<Shape, "i32">) => oneHot(x, 3),
      expected: [
        [1, 0, 0],
        [0, 0, 1],
        [0, 0, 0],
      ],
    },
    {
      name: "integers",
      inputs: [hostTensor([1], [1], "i32")],
      apply: (x: Tensor<Shape, "i32">) => oneHot(x, 2, "i32"),
      expected: [[0, 1]],
      torch: { none: "written down by hand" },
    },
  ],
  errors: [
    {
      name: "a negative count",
      inputs: [i32(2)],
      apply: (x: Tensor<Shape, "i32">) => oneHot(x, -1),
      code: "ATTRIBUTE_INVALID",
    },
  ],
  torch: "(labels[:, None] == torch.arange(3)).double()",
};
