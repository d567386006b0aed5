/** Samples of rmsNorm. */
import { f32, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { rmsNorm } from "./rms-norm.ts";

/** Samples of rmsNorm. */
export const samples: OpSamples = {
  op: rmsNorm,
  samples: [
    {
      name: "rows",
      inputs: [sampleTensor([4, 5]), sampleTensor([5], 0.5, 2)],
      apply: (x, s) => rmsNorm(x, s),
      dependsOnDType: "its epsilon is the last digit of 1 in the dtype",
      torch: "F.rms_norm(x, [5], scale, eps=2.0**-23)",
    },
    {
      name: "the last two axes, without a scale",
      inputs: [sampleTensor([3, 2, 4])],
      apply: (x) => rmsNorm(x, undefined, { axes: [1, 2], epsilon: 0.1 }),
      torch: "F.rms_norm(x, [2, 4], eps=0.1)",
    },
    {
      name: "columns",
      inputs: [sampleTensor([3, 4]), sampleTensor([3], 0.5, 2)],
      apply: (x, s) => rmsNorm(x, s, { axes: 0 }),
      dependsOnDType: "its epsilon is the last digit of 1 in the dtype",
      torch: "F.rms_norm(x.T, [3], scale, eps=2.0**-23).T",
    },
  ],
  errors: [
    {
      name: "a scale of another length",
      inputs: [f32(4, 3), f32(4)],
      apply: (x, s) => rmsNorm(x, s),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "an axis that is not there",
      inputs: [f32(3)],
      apply: (x) => rmsNorm(x, undefined, { axes: 1 }),
      code: "ATTRIBUTE_INVALID",
    },
    { name: "integers", inputs: [i32(3)], apply: (x) => rmsNorm(x), code: "DTYPE_MISMATCH" },
  ],
};
