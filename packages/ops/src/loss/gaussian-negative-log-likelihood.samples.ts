/** Samples of gaussianNegativeLogLikelihood. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { gaussianNegativeLogLikelihood } from "./gaussian-negative-log-likelihood.ts";

/** Samples of gaussianNegativeLogLikelihood. */
export const samples: OpSamples = {
  op: gaussianNegativeLogLikelihood,
  samples: [
    {
      name: "a matrix",
      inputs: [sampleTensor([2, 4]), sampleTensor([2, 4], -1.3, 1), sampleTensor([2, 4], 0.2, 3)],
      apply: (m, t, v) => gaussianNegativeLogLikelihood(m, t, v),
      torch: "F.gaussian_nll_loss(means, targets, variances)",
    },
    {
      name: "with the constant, single elements",
      inputs: [sampleTensor([5]), sampleTensor([5], -1.3, 1), sampleTensor([5], 0.2, 3)],
      apply: (m, t, v) => gaussianNegativeLogLikelihood(m, t, v, { full: true, reduction: "none" }),
      torch: "F.gaussian_nll_loss(means, targets, variances, full=True, reduction='none')",
    },
    {
      name: "variances held off from 0",
      inputs: [hostTensor([1, 2]), hostTensor([1.1, 1.8]), hostTensor([0, 0.3])],
      apply: (m, t, v) => gaussianNegativeLogLikelihood(m, t, v, { epsilon: 0.1, reduction: "sum" }),
      notSmooth: "the gradient passes where the value is held",
      torch: "F.gaussian_nll_loss(means, targets, variances, eps=0.1, reduction='sum')",
    },
  ],
  errors: [
    {
      name: "two shapes",
      inputs: [f32(3), f32(3), f32(1)],
      apply: (a, b, t) => gaussianNegativeLogLikelihood(a, b, t),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "an epsilon of 0",
      inputs: [f32(3), f32(3), f32(3)],
      apply: (a, b, t) => gaussianNegativeLogLikelihood(a, b, t, { epsilon: 0 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
