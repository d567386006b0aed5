/** Samples of diceLoss. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { diceLoss } from "./dice-loss.ts";

/** Samples of diceLoss. */
export const samples: OpSamples = {
  op: diceLoss,
  samples: [
    {
      name: "a matrix",
      inputs: [
        sampleTensor([3, 4], 0.05, 0.95),
        hostTensor([
          [0, 1, 1, 0],
          [1, 0, 0, 0],
          [0, 1, 0, 1],
        ]),
      ],
      apply: (y, t) => diceLoss(y, t),
      torch: "1 - (2 * (predictions * targets).sum() + 1e-7) / (predictions.sum() + targets.sum() + 1e-7)",
    },
    {
      name: "row by row, smoothed",
      inputs: [
        sampleTensor([3, 4], 0.05, 0.95),
        hostTensor([
          [0, 1, 1, 0],
          [1, 0, 0, 0],
          [0, 1, 0, 1],
        ]),
      ],
      apply: (y, t) => diceLoss(y, t, { axes: -1, smoothing: 1, reduction: "none" }),
      torch: "1 - (2 * (predictions * targets).sum(-1) + 1) / (predictions.sum(-1) + targets.sum(-1) + 1)",
    },
    {
      name: "nothing",
      inputs: [hostTensor([0, 0]), hostTensor([0, 0])],
      apply: (y, t) => diceLoss(y, t, { smoothing: 0.5 }),
      expected: 0,
      torch: "1 - (2 * (predictions * targets).sum() + 0.5) / (predictions.sum() + targets.sum() + 0.5)",
    },
  ],
  errors: [
    { name: "two shapes", inputs: [f32(3), f32(3, 1)], apply: (y, t) => diceLoss(y, t), code: "SHAPE_MISMATCH" },
    { name: "integers", inputs: [i32(3), i32(3)], apply: (y, t) => diceLoss(y, t), code: "DTYPE_MISMATCH" },
    {
      name: "an axis that is not there",
      inputs: [f32(3), f32(3)],
      apply: (y, t) => diceLoss(y, t, { axes: 1 }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "a smoothing below 0",
      inputs: [f32(3), f32(3)],
      apply: (y, t) => diceLoss(y, t, { smoothing: -1 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
