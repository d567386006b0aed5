/** Samples of countNonzero. */
import { f32, hostTensor, type OpSamples } from "@rensa/core";
import { countNonzero } from "./count-nonzero.ts";

/** Samples of countNonzero. */
export const samples: OpSamples = {
  op: countNonzero,
  samples: [
    {
      name: "rows",
      inputs: [
        hostTensor([
          [0, 1, -2, Number.NaN],
          [0, 0, -0, 3],
        ]),
      ],
      apply: (x) => countNonzero(x, 1),
      expected: [3, 1],
      torch: "torch.count_nonzero(x, 1)",
    },
    {
      name: "booleans",
      inputs: [hostTensor([1, 0, 1, 1, 0], [5], "bool")],
      apply: (x) => countNonzero(x),
      expected: 3,
      torch: "torch.count_nonzero(x)",
    },
    {
      name: "columns, kept",
      inputs: [hostTensor([1, 0, 2, 0, 0, 3], [2, 3], "i32")],
      apply: (x) => countNonzero(x, 0, { keepDims: true }),
      expected: [[1, 0, 2]],
      torch: "torch.count_nonzero(x, 0).unsqueeze(0)",
    },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(2, 3)],
      apply: (x) => countNonzero(x, 2),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
