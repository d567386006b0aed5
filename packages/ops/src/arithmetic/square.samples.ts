/** Samples of square. */
import { type OpSamples, sampleTensor } from "@rensa/core";
import { square } from "./square.ts";

/** Samples of square. */
export const samples: OpSamples = {
  op: square,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => square(x) }],
  reference: (x) => x * x,
  torch: "torch.square(x)",
};
