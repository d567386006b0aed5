/** Samples of leastSquares. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { leastSquares } from "./least-squares.ts";

/** Samples of leastSquares. */
export const samples: OpSamples = {
  op: leastSquares,
  torch: "torch.linalg.lstsq(a, b).solution",
  samples: [
    {
      name: "several right sides",
      inputs: [sampleTensor([4, 2]), sampleTensor([4, 3])],
      apply: (a, b) => leastSquares(a, b),
    },
    {
      name: "a batch in float64",
      inputs: [sampleTensor([2, 3, 2], -2, 2, "f64"), sampleTensor([2, 3, 1], -1, 1, "f64")],
      apply: (a, b) => leastSquares(a, b),
    },
    {
      name: "a line through points",
      inputs: [
        hostTensor([
          [1, 0],
          [1, 1],
          [1, 2],
        ]),
        hostTensor([1, 2, 6]),
      ],
      apply: (a, b) => leastSquares(a, b),
      expected: [0.5, 2.5],
      torch: "torch.linalg.lstsq(a, b.unsqueeze(-1)).solution.squeeze(-1)",
    },
  ],
  errors: [
    { name: "a wide matrix", inputs: [f32(2, 3), f32(2)], apply: (a, b) => leastSquares(a, b), code: "SHAPE_MISMATCH" },
    { name: "other rows", inputs: [f32(3, 2), f32(2)], apply: (a, b) => leastSquares(a, b), code: "SHAPE_MISMATCH" },
  ],
};
