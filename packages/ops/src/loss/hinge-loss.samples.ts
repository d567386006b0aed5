/** Samples of hingeLoss. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { hingeLoss } from "./hinge-loss.ts";

/** Samples of hingeLoss. */
export const samples: OpSamples = {
  op: hingeLoss,
  samples: [
    {
      name: "a matrix",
      inputs: [
        sampleTensor([2, 3]),
        hostTensor([
          [1, -1, 1],
          [-1, -1, 1],
        ]),
      ],
      apply: (y, t) => hingeLoss(y, t),
      torch: "(1 - targets * predictions).clamp(min=0).mean()",
    },
    {
      name: "single elements",
      inputs: [hostTensor([0.5, 2, -3]), hostTensor([1, 1, 1])],
      apply: (y, t) => hingeLoss(y, t, { reduction: "none" }),
      expected: [0.5, 0, 4],
      torch: "(1 - targets * predictions).clamp(min=0)",
    },
  ],
  errors: [
    { name: "two shapes", inputs: [f32(3), f32(3, 1)], apply: (y, t) => hingeLoss(y, t), code: "SHAPE_MISMATCH" },
    { name: "integers", inputs: [i32(3), i32(3)], apply: (y, t) => hingeLoss(y, t), code: "DTYPE_MISMATCH" },
    {
      name: "an unknown reduction",
      inputs: [f32(3), f32(3)],
      apply: (y, t) => hingeLoss(y, t, { reduction: "median" as "mean" }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
