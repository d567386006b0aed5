/** Samples of determinant. */
import { f32, gradientsOf, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { stopGradient } from "../structure/stop-gradient.ts";
import { determinant } from "./determinant.ts";
import { regular } from "./sample-matrices.ts";

/** Samples of determinant. */
export const samples: OpSamples = {
  op: determinant,
  torch: "torch.linalg.det(a)",
  samples: [
    {
      name: "a matrix",
      inputs: [sampleTensor([4, 4], -1, 1)],
      apply: (a) => determinant(regular(a)),
      torch: "torch.linalg.det(a + 2 * torch.eye(4, dtype=a.dtype))",
    },
    { name: "a batch in float64", inputs: [sampleTensor([2, 3, 3], -2, 2, "f64")], apply: (a) => determinant(a) },
    {
      name: "an odd permutation",
      inputs: [
        hostTensor([
          [0, 2],
          [3, 1],
        ]),
      ],
      apply: (a) => determinant(a),
      expected: -6,
    },
    {
      name: "the gradient of a singular matrix, its cofactors",
      inputs: [
        hostTensor([
          [1, 2],
          [2, 4],
        ]),
      ],
      apply: (a) => stopGradient(gradientsOf(determinant(a), a)),
      expected: [
        [4, -2],
        [-2, 1],
      ],
      notSmooth: "a third derivative needs the inverse, so the cofactors are a constant here",
      torch: { none: "its gradient is 0 where the determinant is exactly 0" },
    },
  ],
  errors: [{ name: "a wide matrix", inputs: [f32(2, 3)], apply: (a) => determinant(a), code: "SHAPE_MISMATCH" }],
};
