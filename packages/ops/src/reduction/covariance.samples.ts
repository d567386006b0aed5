/** Samples of covariance. */
import { f32, type OpSamples, sampleTensor, type Tensor } from "@rensa/core";
import { covariance } from "./covariance.ts";

type Matrix = Tensor<readonly [number, number]>;

/** Samples of covariance. */
export const samples: OpSamples = {
  op: covariance,
  samples: [
    { name: "a sample", inputs: [sampleTensor([3, 5])], apply: (x) => covariance(x as Matrix), torch: "torch.cov(x)" },
    {
      name: "a population",
      inputs: [sampleTensor([2, 6])],
      apply: (x) => covariance(x as Matrix, { correction: 0 }),
      torch: "torch.cov(x, correction=0)",
    },
  ],
  errors: [
    { name: "a vector", inputs: [f32(3)], apply: (x) => covariance(x as Matrix), code: "RANK_MISMATCH" },
    {
      name: "a negative correction",
      inputs: [f32(3, 4)],
      apply: (x) => covariance(x as Matrix, { correction: -1 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
