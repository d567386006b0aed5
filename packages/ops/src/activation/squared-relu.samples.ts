/** Samples of squaredRelu. */
import { hostTensor, type OpSamples, sampleTensor } from "@rensa/core";
import { squaredRelu } from "./squared-relu.ts";

/** Samples of squaredRelu. */
export const samples: OpSamples = {
  op: squaredRelu,
  torch: "F.relu(x) ** 2",
  samples: [
    { name: "a matrix", inputs: [sampleTensor([3, 5], -3, 3)], apply: (x) => squaredRelu(x) },
    {
      name: "a few",
      inputs: [hostTensor([-1, 0, 3])],
      apply: (x) => squaredRelu(x),
      expected: [0, 0, 9],
      notSmooth: "the second derivative jumps at 0",
    },
  ],
  reference: (x) => Math.max(x, 0) ** 2,
};
