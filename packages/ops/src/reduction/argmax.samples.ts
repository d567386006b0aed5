/** Samples of argmax. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { argmax } from "./argmax.ts";

/** Samples of argmax. */
export const samples: OpSamples = {
  op: argmax,
  samples: [
    {
      name: "rows",
      inputs: [
        hostTensor([
          [1, 5, 2],
          [7, 0, 7],
        ]),
      ],
      apply: (x) => argmax(x, 1),
      expected: [1, 0],
      torch: "torch.argmax(x, 1)",
    },
    {
      name: "a row with NaN",
      inputs: [hostTensor([[1, Number.NaN, 2]])],
      apply: (x) => argmax(x, 1),
      expected: [1],
      torch: "torch.argmax(x, 1)",
    },
    { name: "columns", inputs: [sampleTensor([4, 3])], apply: (x) => argmax(x, 0), torch: "torch.argmax(x, 0)" },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(2)],
      apply: (x) => argmax(x, 1),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
