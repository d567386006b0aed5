/** Samples of meanSquaredLogarithmicError. */
import { f32, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { meanSquaredLogarithmicError } from "./mean-squared-logarithmic-error.ts";

/** Samples of meanSquaredLogarithmicError. */
export const samples: OpSamples = {
  op: meanSquaredLogarithmicError,
  samples: [
    {
      name: "a matrix, partly below 0",
      inputs: [sampleTensor([3, 5]), sampleTensor([3, 5], 0.1, 3)],
      apply: (y, t) => meanSquaredLogarithmicError(y, t),
      torch: "((predictions.clamp(min=0) + 1).log() - (targets.clamp(min=0) + 1).log()).square().mean()",
    },
    {
      name: "single elements",
      inputs: [sampleTensor([5], 0.5, 5), sampleTensor([5], 0.1, 3)],
      apply: (y, t) => meanSquaredLogarithmicError(y, t, { reduction: "none" }),
      torch: "(predictions.log1p() - targets.log1p()).square()",
    },
  ],
  errors: [
    {
      name: "two shapes",
      inputs: [f32(3), f32(3, 1)],
      apply: (y, t) => meanSquaredLogarithmicError(y, t),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "integers",
      inputs: [i32(3), i32(3)],
      apply: (y, t) => meanSquaredLogarithmicError(y, t),
      code: "DTYPE_MISMATCH",
    },
    {
      name: "an unknown reduction",
      inputs: [f32(3), f32(3)],
      apply: (y, t) => meanSquaredLogarithmicError(y, t, { reduction: "median" as "mean" }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
