/** Samples of atan2. */
import { f32, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { atan2 } from "./atan2.ts";

/** Samples of atan2. */
export const samples: OpSamples = {
  op: atan2,
  samples: [
    {
      name: "equal shapes",
      inputs: [sampleTensor([3, 5], 0.3, 2), sampleTensor([3, 5], 0.4, 2)],
      apply: (a, b) => atan2(a, b),
    },
    {
      name: "a row that broadcasts",
      inputs: [sampleTensor([3, 5], 0.3, 2), sampleTensor([5], 0.6, 2)],
      apply: (a, b) => atan2(a, b),
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(4)],
      apply: (a, b) => atan2(a, b),
      code: "SHAPE_MISMATCH",
    },
    { name: "two dtypes", inputs: [f32(2), i32(2)], apply: (a, b) => atan2(a, b), code: "DTYPE_MISMATCH" },
  ],
  reference: (a, b) => Math.atan2(a, b),
  torch: "torch.atan2(a, b)",
};
