/** Samples of klDivergence. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { klDivergence } from "./kl-divergence.ts";

/** Samples of klDivergence. */
export const samples: OpSamples = {
  op: klDivergence,
  samples: [
    {
      name: "three rows",
      inputs: [sampleTensor([3, 4], -3, -0.1), sampleTensor([3, 4], 0.05, 0.5)],
      apply: (x, t) => klDivergence(x, t),
      torch: "F.kl_div(logProbabilities, targets, reduction='batchmean')",
    },
    {
      name: "logarithms of targets, row by row",
      inputs: [sampleTensor([3, 4], -3, -0.1), sampleTensor([3, 4], -2, -0.1)],
      apply: (x, t) => klDivergence(x, t, { logTargets: true, reduction: "none" }),
      torch: "F.kl_div(logProbabilities, targets, reduction='none', log_target=True).sum(-1)",
    },
    {
      name: "targets of 0",
      inputs: [
        hostTensor([
          [-1, -2],
          [-1, -0.5],
        ]),
        hostTensor([
          [0, 1],
          [0.5, 0],
        ]),
      ],
      apply: (x, t) => klDivergence(x, t, { reduction: "sum" }),
      expected: 2.1534264097200273,
      notSmooth: "infinitely steep at a target of 0",
      torch: { none: "the values are those of kl_div, whose gradient at a target of 0 is not a number" },
    },
  ],
  errors: [
    { name: "two shapes", inputs: [f32(3), f32(3, 1)], apply: (y, t) => klDivergence(y, t), code: "SHAPE_MISMATCH" },
    { name: "integers", inputs: [i32(3), i32(3)], apply: (y, t) => klDivergence(y, t), code: "DTYPE_MISMATCH" },
    {
      name: "an unknown reduction",
      inputs: [f32(3), f32(3)],
      apply: (y, t) => klDivergence(y, t, { reduction: "median" as "mean" }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
