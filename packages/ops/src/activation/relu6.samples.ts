/** Samples of relu6. */
import { type OpSamples, sampleTensor, hostTensor } from "@rensa/core";
import { relu6 } from "./relu6.ts";

/** Samples of relu6. */
export const samples: OpSamples = {
  op: relu6,
  samples: [
    { name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => relu6(x) },
    {
      name: "the kinks and NaN",
      inputs: [hostTensor([0, 6, NaN, 7, -1])],
      apply: (x) => relu6(x),
      notSmooth: "it has kinks at 0 and 6",
    },
  ],
  reference: (x) => Math.min(Math.max(x, 0), 6),
  torch: "F.relu6(x)",
};
