/** Samples of pow. */
import { f32, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { pow } from "./pow.ts";

/** Samples of pow. */
export const samples: OpSamples = {
  op: pow,
  samples: [
    {
      name: "equal shapes",
      inputs: [sampleTensor([3, 5], 0.2, 2), sampleTensor([3, 5], 0.30000000000000004, 2)],
      apply: (a, b) => pow(a, b),
    },
    {
      name: "a row that broadcasts",
      inputs: [sampleTensor([3, 5], 0.2, 2), sampleTensor([5], 0.5, 2)],
      apply: (a, b) => pow(a, b),
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(4)],
      apply: (a, b) => pow(a, b),
      code: "SHAPE_MISMATCH",
    },
    { name: "two dtypes", inputs: [f32(2), i32(2)], apply: (a, b) => pow(a, b), code: "DTYPE_MISMATCH" },
  ],
  reference: (a, b) => a ** b,
  torch: "torch.pow(a, b)",
};
