/** Samples of stopGradient. */
import { sampleTensor, type OpSamples } from "@rensa/core";
import { stopGradient } from "./stop-gradient.ts";

/** Samples of stopGradient. */
export const samples: OpSamples = {
  op: stopGradient,
  samples: [
    {
      name: "a vector",
      inputs: [sampleTensor([3])],
      apply: (x) => stopGradient(x),
      notSmooth: "its derivative is 0 on purpose",
    },
  ],
  torch: "x.detach()",
};
