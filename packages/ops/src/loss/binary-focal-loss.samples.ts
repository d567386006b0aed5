/** Samples of binaryFocalLoss. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { binaryFocalLoss } from "./binary-focal-loss.ts";

/** Samples of binaryFocalLoss. */
export const samples: OpSamples = {
  op: binaryFocalLoss,
  samples: [
    {
      name: "a matrix",
      inputs: [
        sampleTensor([2, 4]),
        hostTensor([
          [0, 1, 1, 0],
          [1, 0, 0, 1],
        ]),
      ],
      apply: (x, t) => binaryFocalLoss(x, t),
      torch:
        "((0.25 * targets + 0.75 * (1 - targets)) * F.binary_cross_entropy_with_logits(logits, targets, reduction='none') * (1 - (logits.sigmoid() * targets + (1 - logits.sigmoid()) * (1 - targets))) ** 2).mean()",
    },
    {
      name: "without weights, a steep power, single elements",
      inputs: [sampleTensor([5]), sampleTensor([5], 0, 1)],
      apply: (x, t) => binaryFocalLoss(x, t, { gamma: 0.5, alpha: null, reduction: "none" }),
      torch:
        "F.binary_cross_entropy_with_logits(logits, targets, reduction='none') * (1 - (logits.sigmoid() * targets + (1 - logits.sigmoid()) * (1 - targets))) ** 0.5",
    },
    {
      name: "no focus",
      inputs: [sampleTensor([5]), sampleTensor([5], 0, 1)],
      apply: (x, t) => binaryFocalLoss(x, t, { gamma: 0, alpha: 0.5, reduction: "sum" }),
      torch: "0.5 * F.binary_cross_entropy_with_logits(logits, targets, reduction='sum')",
    },
  ],
  errors: [
    { name: "two shapes", inputs: [f32(3), f32(3, 1)], apply: (y, t) => binaryFocalLoss(y, t), code: "SHAPE_MISMATCH" },
    { name: "integers", inputs: [i32(3), i32(3)], apply: (y, t) => binaryFocalLoss(y, t), code: "DTYPE_MISMATCH" },
    {
      name: "an unknown reduction",
      inputs: [f32(3), f32(3)],
      apply: (y, t) => binaryFocalLoss(y, t, { reduction: "median" as "mean" }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "a gamma below 0",
      inputs: [f32(3), f32(3)],
      apply: (y, t) => binaryFocalLoss(y, t, { gamma: -1 }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "an alpha above 1",
      inputs: [f32(3), f32(3)],
      apply: (y, t) => binaryFocalLoss(y, t, { alpha: 2 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
