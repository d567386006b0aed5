/** Samples of sparsePlus. */
import { hostTensor, type OpSamples, sampleTensor } from "@rensa/core";
import { sparsePlus } from "./sparse-plus.ts";

/** Samples of sparsePlus. */
export const samples: OpSamples = {
  op: sparsePlus,
  torch: "torch.where(x <= -1, torch.zeros_like(x), torch.where(x >= 1, x, (x + 1) ** 2 / 4))",
  samples: [
    { name: "a matrix", inputs: [sampleTensor([3, 5], -3, 3)], apply: (x) => sparsePlus(x) },
    {
      name: "the seams",
      inputs: [hostTensor([-1, 0, 1])],
      apply: (x) => sparsePlus(x),
      expected: [0, 0.25, 1],
      notSmooth: "the second derivative jumps at the seams",
    },
  ],
};
