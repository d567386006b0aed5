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
  torch:
    "torch.sqrt(-2 * torch.log((a % 2**32 // 2**9 + 1) * 2**-23)) * torch.cos(2 * math.pi * 2**-23 * (b % 2**32 // 2**9))",
};
