/** Samples of sign. */
import { type OpSamples, sampleTensor } from "@rensa/core";
import { sign } from "./sign.ts";

/** Samples of sign. */
export const samples: OpSamples = {
  op: sign,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => sign(x) }],
  reference: (x) => Math.sign(x),
  torch: "torch.sign(x)",
};
