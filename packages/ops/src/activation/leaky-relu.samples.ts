/** Samples of leakyRelu. */
import { type OpSamples, sampleTensor } from "@rensa/core";
import { leakyRelu } from "./leaky-relu.ts";

/** Samples of leakyRelu. */
export const samples: OpSamples = {
  op: leakyRelu,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => leakyRelu(x) }],
  reference: (x) => (x > 0 ? x : 0.01 * x),
};
