/** Samples of weightNorm. */
import { f32, i32, sampleTensor, type Tensor, type OpSamples } from "@rensa/core";
import { weightNorm } from "./weight-norm.ts";

/** Samples of weightNorm. */
export const samples: OpSamples = {
  op: weightNorm,
  samples: [
    {
      name: "a matrix",
      inputs: [sampleTensor([4, 3]), sampleTensor([3], 0.5, 2)],
      apply: (v, g: Tensor<readonly [number]>) => weightNorm(v, g),
      torch: "torch._weight_norm(direction, scale[None], 1)",
    },
    {
      name: "the first axis",
      inputs: [sampleTensor([2, 3, 2]), sampleTensor([2], 0.5, 2)],
      apply: (v, g: Tensor<readonly [number]>) => weightNorm(v, g, 0),
      torch: "torch._weight_norm(direction, scale[:, None, None], 0)",
    },
  ],
  errors: [
    {
      name: "a scale of another length",
      inputs: [f32(4, 3), f32(4)],
      apply: (v, g: Tensor<readonly [number]>) => weightNorm(v, g),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "an axis that is not there",
      inputs: [f32(4, 3), f32(4)],
      apply: (v, g: Tensor<readonly [number]>) => weightNorm(v, g, 2),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "integers",
      inputs: [i32(4, 3), i32(3)],
      apply: (v, g: Tensor<readonly [number]>) => weightNorm(v, g),
      code: "DTYPE_MISMATCH",
    },
  ],
};
