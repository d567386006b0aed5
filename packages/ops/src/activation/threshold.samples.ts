/** Samples of threshold. */
import { hostTensor, type OpSamples, sampleTensor } from "@rensa/core";
import { threshold } from "./threshold.ts";

/** Samples of threshold. */
export const samples: OpSamples = {
  op: threshold,
  samples: [
    {
      name: "the defaults",
      inputs: [sampleTensor([3, 5], -3, 3)],
      apply: (x) => threshold(x),
      torch: "F.threshold(x, 0, 0)",
    },
    {
      name: "others",
      inputs: [sampleTensor([7], -3, 3)],
      apply: (x) => threshold(x, { threshold: 0.7, value: -2 }),
      torch: "F.threshold(x, 0.7, -2.0)",
    },
    {
      name: "the threshold",
      inputs: [hostTensor([1, 2, 0])],
      apply: (x) => threshold(x, { threshold: 1, value: 5 }),
      expected: [5, 2, 5],
      notSmooth: "it jumps at the threshold",
      torch: "F.threshold(x, 1.0, 5.0)",
    },
  ],
};
