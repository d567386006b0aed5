/** Samples of outer. */
import { f32, hostTensor, sampleTensor, type OpSamples, type Tensor } from "@rensa/core";
import { outer } from "./outer.ts";

type Vector = Tensor<readonly [number]>;

/** Samples of outer. */
export const samples: OpSamples = {
  op: outer,
  samples: [
    {
      name: "two vectors",
      inputs: [hostTensor([1, 2]), hostTensor([3, 4, 5])],
      apply: (a, b) => outer(a as Vector, b as Vector),
      expected: [
        [3, 4, 5],
        [6, 8, 10],
      ],
    },
    {
      name: "one of one element",
      inputs: [sampleTensor([7]), sampleTensor([1], -1, 1)],
      apply: (a, b) => outer(a as Vector, b as Vector),
    },
  ],
  errors: [
    {
      name: "a matrix",
      inputs: [f32(2, 2), f32(2)],
      apply: (a, b) => outer(a as Vector, b as Vector),
      code: "RANK_MISMATCH",
    },
  ],
  torch: "torch.outer(a, b)",
};
