/** Samples of logMeanExp. */
import { f32, hostTensor, type OpSamples, sampleTensor } from "@rensa/core";
import { logMeanExp } from "./log-mean-exp.ts";

/** Samples of logMeanExp. */
export const samples: OpSamples = {
  op: logMeanExp,
  samples: [
    {
      name: "everything",
      inputs: [sampleTensor([3, 4])],
      apply: (x) => logMeanExp(x),
      torch: "torch.logsumexp(x, (0, 1)) - math.log(12)",
    },
    {
      name: "rows",
      inputs: [sampleTensor([3, 4])],
      apply: (x) => logMeanExp(x, 1),
      torch: "torch.logsumexp(x, 1) - math.log(4)",
    },
    {
      name: "two axes, kept",
      inputs: [sampleTensor([3, 4, 2])],
      apply: (x) => logMeanExp(x, [0, -1], { keepDims: true }),
      torch: "torch.logsumexp(x, (0, 2), keepdim=True) - math.log(6)",
    },
    {
      name: "large numbers",
      inputs: [hostTensor([1000, 1000])],
      apply: (x) => logMeanExp(x),
      expected: 1000,
      torch: "torch.logsumexp(x, 0) - math.log(2)",
    },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(2, 3)],
      apply: (x) => logMeanExp(x, 2),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
