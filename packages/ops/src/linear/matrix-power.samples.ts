/** Samples of matrixPower. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { matrixPower } from "./matrix-power.ts";

/** Samples of matrixPower. */
export const samples: OpSamples = {
  op: matrixPower,
  samples: [
    {
      name: "a number of Fibonacci",
      inputs: [
        hostTensor([
          [1, 1],
          [1, 0],
        ]),
      ],
      apply: (x) => matrixPower(x, 7),
      expected: [
        [21, 13],
        [13, 8],
      ],
      torch: "torch.linalg.matrix_power(x, 7)",
    },
    {
      name: "a batch",
      inputs: [sampleTensor([2, 3, 3], -1, 1)],
      apply: (x) => matrixPower(x, 6),
      torch: "torch.linalg.matrix_power(x, 6)",
    },
    {
      name: "the first",
      inputs: [sampleTensor([3, 3])],
      apply: (x) => matrixPower(x, 1),
      torch: "torch.linalg.matrix_power(x, 1)",
    },
    {
      name: "the zeroth, of a batch",
      inputs: [sampleTensor([2, 3, 3])],
      apply: (x) => matrixPower(x, 0),
      torch: "torch.linalg.matrix_power(x, 0)",
    },
  ],
  errors: [
    { name: "a rectangle", inputs: [f32(2, 3)], apply: (x) => matrixPower(x, 2), code: "SHAPE_MISMATCH" },
    { name: "a negative power", inputs: [f32(2, 2)], apply: (x) => matrixPower(x, -1), code: "ATTRIBUTE_INVALID" },
    { name: "a vector", inputs: [f32(3)], apply: (x) => matrixPower(x, 2), code: "RANK_MISMATCH" },
  ],
};
