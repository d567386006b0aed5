/** Samples of categoricalHingeLoss. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { categoricalHingeLoss } from "./categorical-hinge-loss.ts";

/** Samples of categoricalHingeLoss. */
export const samples: OpSamples = {
  op: categoricalHingeLoss,
  samples: [
    {
      name: "three rows",
      inputs: [
        sampleTensor([3, 4]),
        hostTensor([
          [0, 1, 0, 0],
          [1, 0, 0, 0],
          [0, 0, 0, 1],
        ]),
      ],
      apply: (y, t) => categoricalHingeLoss(y, t),
      torch: "(((1 - targets) * predictions).amax(-1) - (targets * predictions).sum(-1) + 1).clamp(min=0).mean()",
    },
    {
      name: "row by row",
      inputs: [
        hostTensor([
          [1, 5],
          [2, 0.5],
        ]),
        hostTensor([
          [0, 1],
          [0, 1],
        ]),
      ],
      apply: (y, t) => categoricalHingeLoss(y, t, { reduction: "none" }),
      expected: [0, 2.5],
      torch: "(((1 - targets) * predictions).amax(-1) - (targets * predictions).sum(-1) + 1).clamp(min=0)",
    },
  ],
  errors: [
    {
      name: "two shapes",
      inputs: [f32(3), f32(3, 1)],
      apply: (y, t) => categoricalHingeLoss(y, t),
      code: "SHAPE_MISMATCH",
    },
    { name: "integers", inputs: [i32(3), i32(3)], apply: (y, t) => categoricalHingeLoss(y, t), code: "DTYPE_MISMATCH" },
    {
      name: "an unknown reduction",
      inputs: [f32(3), f32(3)],
      apply: (y, t) => categoricalHingeLoss(y, t, { reduction: "median" as "mean" }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
