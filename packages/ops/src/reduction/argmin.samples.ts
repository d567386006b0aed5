/** Samples of argmin. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { argmin } from "./argmin.ts";

/** Samples of argmin. */
export const samples: OpSamples = {
  op: argmin,
  samples: [
    {
      name: "rows",
      inputs: [
        hostTensor([
          [1, 5, 2],
          [7, 0, 7],
        ]),
      ],
      apply: (x) => argmin(x, 1),
      expected: [0, 1],
      torch: "torch.argmin(x, 1)",
    },
    {
      name: "a row with NaN",
      inputs: [hostTensor([[1, Number.NaN, 2]])],
      apply: (x) => argmin(x, 1),
      expected: [1],
      torch: "torch.argmin(x, 1)",
    },
    { name: "columns", inputs: [sampleTensor([4, 3])], apply: (x) => argmin(x, 0), torch: "torch.argmin(x, 0)" },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(2)],
      apply: (x) => argmin(x, 1),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
