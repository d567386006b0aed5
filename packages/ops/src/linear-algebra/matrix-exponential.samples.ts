/** Samples of matrixExponential. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { matrixExponential } from "./matrix-exponential.ts";

/** Samples of matrixExponential. */
export const samples: OpSamples = {
  op: matrixExponential,
  torch: "torch.linalg.matrix_exp(a)",
  samples: [
    { name: "a matrix", inputs: [sampleTensor([3, 3], -1, 1)], apply: (a) => matrixExponential(a) },
    {
      name: "a batch in float64",
      inputs: [sampleTensor([2, 2, 2], -1, 1, "f64")],
      apply: (a) => matrixExponential(a),
    },
    {
      name: "a matrix that is scaled first",
      inputs: [
        hostTensor([
          [-9, 3],
          [1, -8],
        ]),
      ],
      apply: (a) => matrixExponential(a),
    },
    {
      name: "a turn",
      inputs: [
        hostTensor([
          [0, -Math.PI / 2],
          [Math.PI / 2, 0],
        ]),
      ],
      apply: (a) => matrixExponential(a),
      expected: [
        [0, -1],
        [1, 0],
      ],
    },
  ],
  errors: [{ name: "a wide matrix", inputs: [f32(2, 3)], apply: (a) => matrixExponential(a), code: "SHAPE_MISMATCH" }],
};
