/** Samples of meanAbsoluteError. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { meanAbsoluteError } from "./mean-absolute-error.ts";

/** Samples of meanAbsoluteError. */
export const samples: OpSamples = {
  op: meanAbsoluteError,
  samples: [
    {
      name: "a matrix",
      inputs: [sampleTensor([3, 5]), sampleTensor([3, 5], -1.3, 1)],
      apply: (y, t) => meanAbsoluteError(y, t),
      torch: "F.l1_loss(predictions, targets)",
    },
    {
      name: "summed",
      inputs: [sampleTensor([3, 5]), sampleTensor([3, 5], -1.3, 1)],
      apply: (y, t) => meanAbsoluteError(y, t, { reduction: "sum" }),
      torch: "F.l1_loss(predictions, targets, reduction='sum')",
    },
    {
      name: "single elements, of which one is met",
      inputs: [hostTensor([1, 2, -3]), hostTensor([1, 0, 0])],
      apply: (y, t) => meanAbsoluteError(y, t, { reduction: "none" }),
      expected: [0, 2, 3],
      notSmooth: "a kink where prediction and target are equal",
      torch: "F.l1_loss(predictions, targets, reduction='none')",
    },
  ],
  errors: [
    {
      name: "two shapes",
      inputs: [f32(3), f32(3, 1)],
      apply: (y, t) => meanAbsoluteError(y, t),
      code: "SHAPE_MISMATCH",
    },
    { name: "integers", inputs: [i32(3), i32(3)], apply: (y, t) => meanAbsoluteError(y, t), code: "DTYPE_MISMATCH" },
    {
      name: "an unknown reduction",
      inputs: [f32(3), f32(3)],
      apply: (y, t) => meanAbsoluteError(y, t, { reduction: "median" as "mean" }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
