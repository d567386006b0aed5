/** Samples of meanSquaredError. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { meanSquaredError } from "./mean-squared-error.ts";

/** Samples of meanSquaredError. */
export const samples: OpSamples = {
  op: meanSquaredError,
  samples: [
    {
      name: "a matrix",
      inputs: [sampleTensor([3, 4]), sampleTensor([3, 4], 0, 1)],
      apply: (y, t) => meanSquaredError(y, t),
    },
    {
      name: "added up",
      inputs: [sampleTensor([2, 3]), sampleTensor([2, 3], 0, 1)],
      apply: (y, t) => meanSquaredError(y, t, { reduction: "sum" }),
      torch: "F.mse_loss(predictions, targets, reduction='sum')",
    },
    {
      name: "with weights",
      inputs: [sampleTensor([3, 4]), sampleTensor([3, 4], 0, 1), sampleTensor([3, 4], 0.2, 2)],
      apply: (y, t, w) => meanSquaredError(y, t, { weights: w }),
      torch: "(xs[2] * (predictions - targets) ** 2).sum() / xs[2].sum()",
    },
    {
      name: "with weights of rows, one by one",
      inputs: [sampleTensor([3, 4]), sampleTensor([3, 4], 0, 1), sampleTensor([3], 0.2, 2)],
      apply: (y, t, w) => meanSquaredError(y, t, { weights: w, reduction: "none" }),
      torch: "xs[2][:, None] * (predictions - targets) ** 2",
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(3), f32(4)],
      apply: (y, t) => meanSquaredError(y, t),
      code: "SHAPE_MISMATCH",
    },
  ],
  torch: "F.mse_loss(predictions, targets)",
};
