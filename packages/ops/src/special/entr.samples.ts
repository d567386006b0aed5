/** Samples of entr. */
import { hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { entr } from "./entr.ts";

/** Samples of entr. */
export const samples: OpSamples = {
  op: entr,
  torch: "torch.special.entr(x)",
  samples: [
    { name: "probabilities", inputs: [sampleTensor([3, 5], 0.02, 1.5)], apply: (x) => entr(x) },
    {
      name: "0 and below",
      inputs: [hostTensor([0, -1, 1])],
      apply: (x) => entr(x),
      expected: [0, -Infinity, 0],
      notSmooth: "it is infinite below 0",
      torch: { none: "below 0 PyTorch's derivative is another" },
    },
  ],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => entr(x), code: "DTYPE_MISMATCH" }],
};
