/** Samples of logicalAnd. */
import { bool, f32, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { logicalAnd } from "./logical-and.ts";

/** Samples of logicalAnd. */
export const samples: OpSamples = {
  op: logicalAnd,
  samples: [
    {
      name: "equal shapes",
      inputs: [sampleTensor([3, 5], 0, 2, "bool"), sampleTensor([3, 5], 0, 2, "bool")],
      apply: (a, b) => logicalAnd(a, b),
    },
    {
      name: "a row that broadcasts",
      inputs: [sampleTensor([3, 5], 0, 2, "bool"), sampleTensor([5], 0, 2, "bool")],
      apply: (a, b) => logicalAnd(a, b),
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [bool(2, 3), bool(4)],
      apply: (a, b) => logicalAnd(a, b),
      code: "SHAPE_MISMATCH",
    },
    { name: "two dtypes", inputs: [f32(2), i32(2)], apply: (a, b) => logicalAnd(a, b), code: "DTYPE_MISMATCH" },
  ],
  reference: (a, b) => a & b,
  torch: "torch.logical_and(a, b)",
};
