/** Samples of meanAbsolutePercentageError. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { meanAbsolutePercentageError } from "./mean-absolute-percentage-error.ts";

/** Samples of meanAbsolutePercentageError. */
export const samples: OpSamples = {
  op: meanAbsolutePercentageError,
  samples: [
    {
      name: "a matrix",
      inputs: [sampleTensor([3, 5]), sampleTensor([3, 5], 0.4, 3)],
      apply: (y, t) => meanAbsolutePercentageError(y, t),
      torch: "100 * ((predictions - targets).abs() / targets.abs().clamp(min=1e-7)).mean()",
    },
    {
      name: "small targets held off from 0, single elements",
      inputs: [hostTensor([1, 2, -3]), hostTensor([0.25, 4, -2])],
      apply: (y, t) => meanAbsolutePercentageError(y, t, { epsilon: 0.5, reduction: "none" }),
      expected: [150, 50, 50],
      torch: "100 * (predictions - targets).abs() / targets.abs().clamp(min=0.5)",
    },
  ],
  errors: [
    {
      name: "two shapes",
      inputs: [f32(3), f32(3, 1)],
      apply: (y, t) => meanAbsolutePercentageError(y, t),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "integers",
      inputs: [i32(3), i32(3)],
      apply: (y, t) => meanAbsolutePercentageError(y, t),
      code: "DTYPE_MISMATCH",
    },
    {
      name: "an unknown reduction",
      inputs: [f32(3), f32(3)],
      apply: (y, t) => meanAbsolutePercentageError(y, t, { reduction: "median" as "mean" }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "an epsilon of 0",
      inputs: [f32(3), f32(3)],
      apply: (y, t) => meanAbsolutePercentageError(y, t, { epsilon: 0 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
