/** Samples of matrixTrace. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { matrixTrace } from "./matrix-trace.ts";

/** Samples of matrixTrace. */
export const samples: OpSamples = {
  op: matrixTrace,
  samples: [
    {
      name: "a square",
      inputs: [
        hostTensor([
          [1, 2],
          [3, 4],
        ]),
      ],
      apply: (x) => matrixTrace(x),
      expected: 5,
      torch: "torch.trace(x)",
    },
    {
      name: "a rectangle",
      inputs: [sampleTensor([3, 5])],
      apply: (x) => matrixTrace(x),
      torch: "torch.trace(x)",
    },
    {
      name: "beside the diagonal, in a batch",
      inputs: [sampleTensor([2, 3, 4])],
      apply: (x) => matrixTrace(x, { offset: -1 }),
      torch: "torch.linalg.diagonal(x, offset=-1).sum(-1)",
    },
  ],
  errors: [{ name: "a vector", inputs: [f32(3)], apply: (x) => matrixTrace(x), code: "RANK_MISMATCH" }],
};
