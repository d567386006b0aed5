/** Samples of any. */
import { f32, hostTensor, type OpSamples } from "@rensa/core";
import { any } from "./any.ts";

/** Samples of any. */
export const samples: OpSamples = {
  op: any,
  samples: [
    {
      name: "rows of booleans",
      inputs: [hostTensor([0, 0, 1, 0, 1, 1, 0, 0, 0], [3, 3], "bool")],
      apply: (x) => any(x, 1),
      torch: "torch.any(x, 1)",
    },
    {
      name: "columns of numbers, kept",
      inputs: [
        hostTensor([
          [0, 2, -0],
          [0, -1, 1.5],
        ]),
      ],
      apply: (x) => any(x, 0, { keepDims: true }),
      torch: "torch.any(x, 0, keepdim=True)",
    },
    {
      name: "NaN",
      inputs: [hostTensor([Number.NaN, Number.NaN])],
      apply: (x) => any(x),
      expected: 1,
      torch: "torch.any(x)",
    },
    {
      name: "integers, everything",
      inputs: [hostTensor([3, -1, 0, 7, 8], [5], "i32")],
      apply: (x) => any(x),
      torch: "torch.any(x)",
    },
  ],
  errors: [
    { name: "an axis that is not there", inputs: [f32(2, 3)], apply: (x) => any(x, 2), code: "ATTRIBUTE_INVALID" },
  ],
};
