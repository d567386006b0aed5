/** Samples of tverskyLoss. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { tverskyLoss } from "./tversky-loss.ts";

/** Samples of tverskyLoss. */
export const samples: OpSamples = {
  op: tverskyLoss,
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
      apply: (y, t) => tverskyLoss(y, t),
      torch:
        "1 - ((predictions * targets).sum() + 1e-7) / ((predictions * targets).sum() + 0.5 * (predictions * (1 - targets)).sum() + 0.5 * ((1 - predictions) * targets).sum() + 1e-7)",
    },
    {
      name: "misses weigh more, row by row, smoothed",
      inputs: [
        sampleTensor([3, 4], 0.05, 0.95),
        hostTensor([
          [0, 1, 1, 0],
          [1, 0, 0, 0],
          [0, 1, 0, 1],
        ]),
      ],
      apply: (y, t) => tverskyLoss(y, t, { axes: [-1], alpha: 0.3, beta: 0.7, smoothing: 1, reduction: "none" }),
      torch:
        "1 - ((predictions * targets).sum(-1) + 1) / ((predictions * targets).sum(-1) + 0.3 * (predictions * (1 - targets)).sum(-1) + 0.7 * ((1 - predictions) * targets).sum(-1) + 1)",
    },
  ],
  errors: [
    { name: "two shapes", inputs: [f32(3), f32(3, 1)], apply: (y, t) => tverskyLoss(y, t), code: "SHAPE_MISMATCH" },
    { name: "integers", inputs: [i32(3), i32(3)], apply: (y, t) => tverskyLoss(y, t), code: "DTYPE_MISMATCH" },
    {
      name: "an axis that is not there",
      inputs: [f32(3), f32(3)],
      apply: (y, t) => tverskyLoss(y, t, { axes: 1 }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "a smoothing below 0",
      inputs: [f32(3), f32(3)],
      apply: (y, t) => tverskyLoss(y, t, { smoothing: -1 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
