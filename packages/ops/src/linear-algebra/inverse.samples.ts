/** Samples of inverse. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { inverse } from "./inverse.ts";
import { regular } from "./sample-matrices.ts";

/** Samples of inverse. */
export const samples: OpSamples = {
  op: inverse,
  samples: [
    {
      name: "a matrix",
      inputs: [sampleTensor([4, 4], -1, 1)],
      apply: (a) => inverse(regular(a)),
      torch: "torch.linalg.inv(a + 2 * torch.eye(4, dtype=a.dtype))",
    },
    {
      name: "a batch in float64",
      inputs: [sampleTensor([2, 3, 3], -1, 1, "f64")],
      apply: (a) => inverse(regular(a)),
      torch: "torch.linalg.inv(a + 2 * torch.eye(3, dtype=a.dtype))",
    },
    {
      name: "two by two",
      inputs: [
        hostTensor([
          [0, 2],
          [1, 1],
        ]),
      ],
      apply: (a) => inverse(a),
      expected: [
        [-0.5, 1],
        [0.5, 0],
      ],
      torch: "torch.linalg.inv(a)",
    },
    {
      name: "a number",
      inputs: [hostTensor([[4]])],
      apply: (a) => inverse(a),
      expected: [[0.25]],
      torch: "torch.linalg.inv(a)",
    },
  ],
  errors: [{ name: "a wide matrix", inputs: [f32(2, 3)], apply: (a) => inverse(a), code: "SHAPE_MISMATCH" }],
};
