/** Samples of relu. */
import { type OpSamples, sampleTensor, hostTensor } from "@rensa/core";
import { relu } from "./relu.ts";

/** Samples of relu. */
export const samples: OpSamples = {
  op: relu,
  samples: [
    { name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => relu(x) },
    {
      name: "zero and NaN",
      inputs: [hostTensor([0, -1, NaN, 2])],
      apply: (x) => relu(x),
      notSmooth: "it has a kink at 0",
    },
  ],
  reference: (x) => Math.max(x, 0),
  torch: "F.relu(x)",
};
