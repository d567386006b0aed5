/** Samples of hardSigmoid. */
import { type OpSamples, sampleTensor, hostTensor } from "@rensa/core";
import { hardSigmoid } from "./hard-sigmoid.ts";

/** Samples of hardSigmoid. */
export const samples: OpSamples = {
  op: hardSigmoid,
  samples: [
    { name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => hardSigmoid(x) },
    {
      name: "the kinks and infinities",
      inputs: [hostTensor([-3, 3, -Infinity, Infinity])],
      apply: (x) => hardSigmoid(x),
      notSmooth: "it has kinks at -3 and 3",
    },
  ],
  reference: (x) => Math.min(Math.max(x / 6 + 0.5, 0), 1),
  // The gradient of F.hardsigmoid has 1/6 rounded to float32, whatever the dtype.
  torch: "torch.clamp(x / 6 + 0.5, 0, 1)",
};
