/** Samples of smoothL1Loss. */
import { hostTensor, f32, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { smoothL1Loss } from "./smooth-l1-loss.ts";

/** Samples of smoothL1Loss. */
export const samples: OpSamples = {
  op: smoothL1Loss,
  samples: [
    {
      name: "where floats end",
      inputs: [
        hostTensor(new Float64Array([0, Infinity, -Infinity, Infinity, Number.MAX_VALUE, Number.MIN_VALUE, 0])),
        hostTensor(new Float64Array([Infinity, 0, 1, -Infinity, -1, 0, -0])),
      ],
      apply: (x, y) => smoothL1Loss(x, y, { reduction: "none" }),
      notSmooth: "the infinities have no neighbors",
      torch: "F.smooth_l1_loss(predictions, targets, reduction='none')",
    },

    {
      name: "a matrix",
      inputs: [sampleTensor([3, 5]), sampleTensor([3, 5], -1.3, 1)],
      apply: (y, t) => smoothL1Loss(y, t),
      torch: "F.smooth_l1_loss(predictions, targets)",
    },
    {
      name: "a wide parabola, single elements",
      inputs: [sampleTensor([5]), sampleTensor([5], -1.3, 1)],
      apply: (y, t) => smoothL1Loss(y, t, { beta: 2.2, reduction: "none" }),
      torch: "F.smooth_l1_loss(predictions, targets, reduction='none', beta=2.2)",
    },
    {
      name: "no parabola",
      inputs: [sampleTensor([5]), sampleTensor([5], -1.3, 1)],
      apply: (y, t) => smoothL1Loss(y, t, { beta: 0, reduction: "sum" }),
      torch: "F.smooth_l1_loss(predictions, targets, reduction='sum', beta=0.0)",
    },
  ],
  errors: [
    { name: "two shapes", inputs: [f32(3), f32(3, 1)], apply: (y, t) => smoothL1Loss(y, t), code: "SHAPE_MISMATCH" },
    { name: "integers", inputs: [i32(3), i32(3)], apply: (y, t) => smoothL1Loss(y, t), code: "DTYPE_MISMATCH" },
    {
      name: "an unknown reduction",
      inputs: [f32(3), f32(3)],
      apply: (y, t) => smoothL1Loss(y, t, { reduction: "median" as "mean" }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "a beta below 0",
      inputs: [f32(3), f32(3)],
      apply: (y, t) => smoothL1Loss(y, t, { beta: -1 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
