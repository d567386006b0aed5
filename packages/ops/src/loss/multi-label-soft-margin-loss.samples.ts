/** Samples of multiLabelSoftMarginLoss. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { multiLabelSoftMarginLoss } from "./multi-label-soft-margin-loss.ts";

/** Samples of multiLabelSoftMarginLoss. */
export const samples: OpSamples = {
  op: multiLabelSoftMarginLoss,
  samples: [
    {
      name: "three rows",
      inputs: [
        sampleTensor([3, 4]),
        hostTensor([
          [0, 1, 0, 1],
          [1, 0, 0, 0],
          [0, 0, 0, 0],
        ]),
      ],
      apply: (x, t) => multiLabelSoftMarginLoss(x, t),
      torch: "F.multilabel_soft_margin_loss(logits, targets)",
    },
    {
      name: "row by row",
      inputs: [sampleTensor([3, 4]), sampleTensor([3, 4], 0, 0.5)],
      apply: (x, t) => multiLabelSoftMarginLoss(x, t, { reduction: "none" }),
      torch: "F.multilabel_soft_margin_loss(logits, targets, reduction='none')",
    },
  ],
  errors: [
    {
      name: "two shapes",
      inputs: [f32(3), f32(3, 1)],
      apply: (y, t) => multiLabelSoftMarginLoss(y, t),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "integers",
      inputs: [i32(3), i32(3)],
      apply: (y, t) => multiLabelSoftMarginLoss(y, t),
      code: "DTYPE_MISMATCH",
    },
    {
      name: "an unknown reduction",
      inputs: [f32(3), f32(3)],
      apply: (y, t) => multiLabelSoftMarginLoss(y, t, { reduction: "median" as "mean" }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
