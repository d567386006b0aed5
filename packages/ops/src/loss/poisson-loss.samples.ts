/** Samples of poissonLoss. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { poissonLoss } from "./poisson-loss.ts";

/** Samples of poissonLoss. */
export const samples: OpSamples = {
  op: poissonLoss,
  samples: [
    {
      name: "logarithms of rates",
      inputs: [sampleTensor([3, 5]), sampleTensor([3, 5], 0, 4)],
      apply: (y, t) => poissonLoss(y, t),
      torch: "F.poisson_nll_loss(predictions, targets)",
    },
    {
      name: "rates",
      inputs: [sampleTensor([5], 0.5, 3), sampleTensor([5], 0.3, 4)],
      apply: (y, t) => poissonLoss(y, t, { logInput: false, reduction: "sum" }),
      torch: "F.poisson_nll_loss(predictions, targets, log_input=False, reduction='sum')",
    },
    {
      name: "with the term of the targets",
      inputs: [sampleTensor([5]), hostTensor([0.2, 0.5, 3, 2, 7])],
      apply: (y, t) => poissonLoss(y, t, { full: true, reduction: "none" }),
      torch: "F.poisson_nll_loss(predictions, targets, full=True, reduction='none')",
    },
    {
      name: "rates held off from 0",
      inputs: [hostTensor([0, 1]), hostTensor([1, 2])],
      apply: (y, t) => poissonLoss(y, t, { logInput: false, epsilon: 0.5, reduction: "none" }),
      expected: [Math.LN2, 1 - 2 * Math.log(1.5)],
      torch: { none: "written down by hand" },
    },
    {
      name: "a count of 0",
      inputs: [hostTensor([0.5]), hostTensor([0])],
      apply: (y, t) => poissonLoss(y, t, { full: true }),
      expected: 1.648721,
      torch: { none: "the value is that of poisson_nll_loss, whose gradient at a target of 0 is not a number" },
    },
  ],
  errors: [
    { name: "two shapes", inputs: [f32(3), f32(3, 1)], apply: (y, t) => poissonLoss(y, t), code: "SHAPE_MISMATCH" },
    { name: "integers", inputs: [i32(3), i32(3)], apply: (y, t) => poissonLoss(y, t), code: "DTYPE_MISMATCH" },
    {
      name: "an unknown reduction",
      inputs: [f32(3), f32(3)],
      apply: (y, t) => poissonLoss(y, t, { reduction: "median" as "mean" }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
