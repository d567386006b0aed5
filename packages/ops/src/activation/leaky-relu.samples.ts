/** Samples of leakyRelu. */
import { type OpSamples, sampleTensor, hostTensor } from "@rensa/core";
import { leakyRelu } from "./leaky-relu.ts";

/** Samples of leakyRelu. */
export const samples: OpSamples = {
  op: leakyRelu,
  samples: [
    { name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => leakyRelu(x) },
    {
      name: "another slope",
      inputs: [sampleTensor([7])],
      apply: (x) => leakyRelu(x, { slope: 0.2 }),
      reference: (x) => (x > 0 ? x : 0.2 * x),
      torch: { none: "the values are those of its formula" },
    },
    { name: "zero", inputs: [hostTensor([0, -1])], apply: (x) => leakyRelu(x), notSmooth: "it has a kink at 0" },
  ],
  reference: (x) => (x > 0 ? x : 0.01 * x),
  torch: "F.leaky_relu(x)",
};
