/** Samples of abs. */
import { type OpSamples, sampleTensor, hostTensor } from "@rensa/core";
import { abs } from "./abs.ts";

/** Samples of abs. */
export const samples: OpSamples = {
  op: abs,
  samples: [
    { name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => abs(x) },
    { name: "zero", inputs: [hostTensor([0, -1])], apply: (x) => abs(x), notSmooth: "it has a kink at 0" },
  ],
  reference: (x) => Math.abs(x),
  torch: "torch.abs(x)",
};
