/** Samples of boxMuller. */
import { hostTensor, type OpSamples } from "@rensa/core";
import { boxMuller } from "./box-muller.ts";

/** Samples of boxMuller. */
export const samples: OpSamples = {
  op: boxMuller,
  samples: [
    {
      name: "a few",
      inputs: [hostTensor([0, 1 << 20, -1], [3], "i32"), hostTensor([0, 1 << 30, 5], [3], "i32")],
      apply: (a, b) => boxMuller(a, b),
    },
  ],
};
