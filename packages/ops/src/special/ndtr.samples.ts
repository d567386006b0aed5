/** Samples of ndtr. */
import { hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { ndtr } from "./ndtr.ts";

/** Samples of ndtr. */
export const samples: OpSamples = {
  op: ndtr,
  torch: "torch.special.ndtr(x)",
  samples: [
    { name: "both signs", inputs: [sampleTensor([3, 5], -4, 4)], apply: (x) => ndtr(x) },
    {
      name: "the tails",
      inputs: [hostTensor([-30, -8, 0, 8, -Infinity, Infinity])],
      apply: (x) => ndtr(x),
      notSmooth: "infinities have no neighbors",
    },
  ],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => ndtr(x), code: "DTYPE_MISMATCH" }],
};
