/** Samples of div. */
import { f32, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { div } from "./div.ts";

/** Samples of div. */
export const samples: OpSamples = {
  op: div,
  samples: [
    {
      name: "equal shapes",
      inputs: [sampleTensor([3, 5], 0.5, 3), sampleTensor([3, 5], 0.6, 3)],
      apply: (a, b) => div(a, b),
    },
    {
      name: "a row that broadcasts",
      inputs: [sampleTensor([3, 5], 0.5, 3), sampleTensor([5], 0.8, 3)],
      apply: (a, b) => div(a, b),
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(4)],
      apply: (a, b) => div(a, b),
      code: "SHAPE_MISMATCH",
    },
    { name: "two dtypes", inputs: [f32(2), i32(2)], apply: (a, b) => div(a, b), code: "DTYPE_MISMATCH" },
  ],
  reference: (a, b) => a / b,
  torch: "a / b",
};
