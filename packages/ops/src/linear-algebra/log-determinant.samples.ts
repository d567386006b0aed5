/** Samples of logDeterminant. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { logDeterminant } from "./log-determinant.ts";
import { regular } from "./sample-matrices.ts";

/** Samples of logDeterminant. */
export const samples: OpSamples = {
  op: logDeterminant,
  torch: "torch.linalg.slogdet(a)[1]",
  samples: [
    {
      name: "a matrix",
      inputs: [sampleTensor([4, 4], -1, 1)],
      apply: (a) => logDeterminant(regular(a)).logarithm,
      torch: "torch.linalg.slogdet(a + 2 * torch.eye(4, dtype=a.dtype))[1]",
    },
    {
      name: "a batch in float64",
      inputs: [sampleTensor([2, 3, 3], -2, 2, "f64")],
      apply: (a) => logDeterminant(a).logarithm,
    },
    {
      name: "a negative one",
      inputs: [
        hostTensor([
          [0, 2],
          [3, 1],
        ]),
      ],
      apply: (a) => logDeterminant(a).logarithm,
      expected: Math.log(6),
    },
    {
      name: "signs",
      inputs: [
        hostTensor([
          [
            [0, 2],
            [3, 1],
          ],
          [
            [2, 1],
            [1, 2],
          ],
        ]),
      ],
      apply: (a) => logDeterminant(a).sign,
      expected: [-1, 1],
      torch: "torch.linalg.slogdet(a)[0]",
    },
  ],
  errors: [
    { name: "a wide matrix", inputs: [f32(2, 3)], apply: (a) => logDeterminant(a).sign, code: "SHAPE_MISMATCH" },
  ],
};
