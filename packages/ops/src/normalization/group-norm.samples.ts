/** Samples of groupNorm. */
import { f32, i32, sampleTensor, type Tensor, type OpSamples } from "@rensa/core";
import { groupNorm } from "./group-norm.ts";

/** Samples of groupNorm. */
export const samples: OpSamples = {
  op: groupNorm,
  samples: [
    {
      name: "two groups of an image",
      inputs: [sampleTensor([2, 2, 2, 4]), sampleTensor([4], 0.5, 2), sampleTensor([4])],
      apply: (x, s: Tensor<readonly [number]>, b: Tensor<readonly [number]>) => groupNorm(x, 2, s, b),
      torch: "F.group_norm(x.movedim(-1, 1), 2, scale, bias).movedim(1, -1)",
    },
    {
      name: "one group, without parameters",
      inputs: [sampleTensor([2, 3, 2])],
      apply: (x) => groupNorm(x, 1, undefined, undefined, { epsilon: 0.1 }),
      torch: "F.group_norm(x.movedim(-1, 1), 1, eps=0.1).movedim(1, -1)",
    },
    {
      name: "no axes between",
      inputs: [sampleTensor([3, 6]), sampleTensor([6], 0.5, 2)],
      apply: (x, s: Tensor<readonly [number]>) => groupNorm(x, 2, s),
      torch: "F.group_norm(x, 2, scale)",
    },
  ],
  errors: [
    {
      name: "groups that do not divide",
      inputs: [f32(2, 3, 4)],
      apply: (x) => groupNorm(x, 3),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "a scale of another length",
      inputs: [f32(2, 3, 4), f32(3)],
      apply: (x, s: Tensor<readonly [number]>) => groupNorm(x, 2, s),
      code: "SHAPE_MISMATCH",
    },
    { name: "a vector", inputs: [f32(4)], apply: (x) => groupNorm(x, 2), code: "RANK_MISMATCH" },
    { name: "integers", inputs: [i32(2, 3, 4)], apply: (x) => groupNorm(x, 2), code: "DTYPE_MISMATCH" },
  ],
};
