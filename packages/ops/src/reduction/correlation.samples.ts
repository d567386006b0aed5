/** Samples of correlation. */
import { f32, type OpSamples, sampleTensor, type Tensor } from "@rensa/core";
import { correlation } from "./correlation.ts";

type Matrix = Tensor<readonly [number, number]>;

/** Samples of correlation. */
export const samples: OpSamples = {
  op: correlation,
  samples: [
    {
      name: "three variables",
      inputs: [sampleTensor([3, 5])],
      apply: (x) => correlation(x as Matrix),
      torch: "torch.corrcoef(x)",
    },
    {
      name: "one variable",
      inputs: [sampleTensor([1, 4])],
      apply: (x) => correlation(x as Matrix),
      expected: [[1]],
      torch: "torch.corrcoef(x).reshape(1, 1)",
    },
  ],
  errors: [{ name: "a vector", inputs: [f32(3)], apply: (x) => correlation(x as Matrix), code: "RANK_MISMATCH" }],
};
