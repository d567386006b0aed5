/** Samples of huberLoss. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { huberLoss } from "./huber-loss.ts";

/** Samples of huberLoss. */
export const samples: OpSamples = {
  op: huberLoss,
  samples: [
    {
      name: "where floats end",
      inputs: [
        hostTensor(new Float64Array([0, Infinity, -Infinity, Infinity, Number.MAX_VALUE, Number.MIN_VALUE, 0])),
        hostTensor(new Float64Array([Infinity, 0, 1, -Infinity, -1, 0, -0])),
      ],
      apply: (x, y) => huberLoss(x, y, { reduction: "none" }),
      notSmooth: "the infinities have no neighbors",
      torch: "F.huber_loss(predictions, targets, reduction='none')",
    },

    {
      name: "a matrix",
      inputs: [sampleTensor([3, 5]), sampleTensor([3, 5], -1.3, 1)],
      apply: (y, t) => huberLoss(y, t),
      torch: "F.huber_loss(predictions, targets)",
    },
    {
      name: "a narrow parabola, summed",
      inputs: [sampleTensor([5]), sampleTensor([5], -1.3, 1)],
      apply: (y, t) => huberLoss(y, t, { delta: 0.3, reduction: "sum" }),
      torch: "F.huber_loss(predictions, targets, reduction='sum', delta=0.3)",
    },
    {
      name: "single elements",
      inputs: [hostTensor([0, 0.5, -3]), hostTensor([0, 0, 0])],
      apply: (y, t) => huberLoss(y, t, { reduction: "none" }),
      expected: [0, 0.125, 2.5],
      torch: "F.huber_loss(predictions, targets, reduction='none')",
    },
  ],
  errors: [
    { name: "two shapes", inputs: [f32(3), f32(3, 1)], apply: (y, t) => huberLoss(y, t), code: "SHAPE_MISMATCH" },
    { name: "integers", inputs: [i32(3), i32(3)], apply: (y, t) => huberLoss(y, t), code: "DTYPE_MISMATCH" },
    {
      name: "a delta of 0",
      inputs: [f32(3), f32(3)],
      apply: (y, t) => huberLoss(y, t, { delta: 0 }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "an unknown reduction",
      inputs: [f32(3), f32(3)],
      apply: (y, t) => huberLoss(y, t, { reduction: "median" as "mean" }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
