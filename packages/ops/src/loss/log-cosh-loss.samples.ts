/** Samples of logCoshLoss. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { logCoshLoss } from "./log-cosh-loss.ts";

/** Samples of logCoshLoss. */
export const samples: OpSamples = {
  op: logCoshLoss,
  samples: [
    {
      name: "a matrix",
      inputs: [sampleTensor([3, 5]), sampleTensor([3, 5], -1.3, 1)],
      apply: (y, t) => logCoshLoss(y, t),
      torch: "(predictions - targets).cosh().log().mean()",
    },
    {
      name: "far, and single elements",
      inputs: [hostTensor([0.5, 200, -200, 1]), hostTensor([0, 0, 0, 1.5])],
      apply: (y, t) => logCoshLoss(y, t, { reduction: "none" }),
      expected: [0.1201145, 199.306853, 199.306853, 0.1201145],
      torch: "(predictions - targets).cosh().log()",
    },
    {
      name: "no difference, where the derivatives are those of a parabola",
      inputs: [hostTensor([1, -1]), hostTensor([1, -1])],
      apply: (y, t) => logCoshLoss(y, t, { reduction: "sum" }),
      expected: 0,
      torch: "(predictions - targets).cosh().log().sum()",
    },
  ],
  errors: [
    { name: "two shapes", inputs: [f32(3), f32(3, 1)], apply: (y, t) => logCoshLoss(y, t), code: "SHAPE_MISMATCH" },
    { name: "integers", inputs: [i32(3), i32(3)], apply: (y, t) => logCoshLoss(y, t), code: "DTYPE_MISMATCH" },
    {
      name: "an unknown reduction",
      inputs: [f32(3), f32(3)],
      apply: (y, t) => logCoshLoss(y, t, { reduction: "median" as "mean" }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
