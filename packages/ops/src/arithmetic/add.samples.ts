/** Samples of add. */
import { f32, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { add } from "./add.ts";

/** Samples of add. */
export const samples: OpSamples = {
  op: add,
  samples: [
    {
      name: "equal shapes",
      inputs: [sampleTensor([3, 5], -2, 2), sampleTensor([3, 5], -1.9, 2)],
      apply: (a, b) => add(a, b),
    },
    {
      name: "a row that broadcasts",
      inputs: [sampleTensor([3, 5], -2, 2), sampleTensor([5], -1.7, 2)],
      apply: (a, b) => add(a, b),
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(4)],
      apply: (a, b) => add(a, b),
      code: "SHAPE_MISMATCH",
    },
    { name: "two dtypes", inputs: [f32(2), i32(2)], apply: (a, b) => add(a, b), code: "DTYPE_MISMATCH" },
  ],
  reference: (a, b) => a + b,
  torch: "a + b",
};
