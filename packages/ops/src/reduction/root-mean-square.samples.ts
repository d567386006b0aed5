/** Samples of rootMeanSquare. */
import { f32, hostTensor, type OpSamples, sampleTensor } from "@rensa/core";
import { rootMeanSquare } from "./root-mean-square.ts";

/** Samples of rootMeanSquare. */
export const samples: OpSamples = {
  op: rootMeanSquare,
  samples: [
    {
      name: "rows",
      inputs: [sampleTensor([3, 4])],
      apply: (x) => rootMeanSquare(x, 1),
      torch: "torch.sqrt(torch.mean(x ** 2, 1, keepdim=False))",
    },
    {
      name: "two axes, kept",
      inputs: [sampleTensor([3, 4, 2])],
      apply: (x) => rootMeanSquare(x, [0, -1], { keepDims: true }),
      torch: "torch.sqrt(torch.mean(x ** 2, (0, 2), keepdim=True))",
    },
    {
      name: "zeros",
      inputs: [hostTensor([0, 0, 0])],
      apply: (x) => rootMeanSquare(x),
      expected: 0,
      notSmooth: "it has a corner at 0",
      torch: "torch.linalg.vector_norm(x) / math.sqrt(3)",
    },
    {
      name: "everything",
      inputs: [sampleTensor([5])],
      apply: (x) => rootMeanSquare(x),
      torch: "torch.sqrt(torch.mean(x ** 2))",
    },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(2, 3)],
      apply: (x) => rootMeanSquare(x, 2),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
