/** Samples of layerNorm. */
import { f32, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { layerNorm } from "./layer-norm.ts";

/** Samples of layerNorm. */
export const samples: OpSamples = {
  op: layerNorm,
  samples: [
    {
      name: "rows",
      inputs: [sampleTensor([4, 5]), sampleTensor([5], 0.5, 2), sampleTensor([5])],
      apply: (x, s, b) => layerNorm(x, s, b),
      torch: "F.layer_norm(x, [5], scale, bias)",
    },
    {
      name: "the last two axes, scaled",
      inputs: [sampleTensor([3, 2, 4]), sampleTensor([2, 4], 0.5, 2)],
      apply: (x, s) => layerNorm(x, s, undefined, { axes: [1, 2], epsilon: 0.1 }),
      torch: "F.layer_norm(x, [2, 4], scale, eps=0.1)",
    },
    {
      name: "axes apart, with a bias",
      inputs: [sampleTensor([3, 2, 4]), sampleTensor([3, 4])],
      apply: (x, b) => layerNorm(x, undefined, b, { axes: [-1, 0] }),
      torch:
        "(x - x.mean((0, 2), keepdim=True)) / (x.var((0, 2), keepdim=True, correction=0) + 1e-5).sqrt() + scale[:, None]",
    },
    { name: "neither", inputs: [sampleTensor([4, 5])], apply: (x) => layerNorm(x), torch: "F.layer_norm(x, [5])" },
  ],
  errors: [
    {
      name: "a scale of another length",
      inputs: [f32(4, 3), f32(4)],
      apply: (x, s) => layerNorm(x, s),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "an axis that is not there",
      inputs: [f32(3)],
      apply: (x) => layerNorm(x, undefined, undefined, { axes: 1 }),
      code: "ATTRIBUTE_INVALID",
    },
    { name: "integers", inputs: [i32(3)], apply: (x) => layerNorm(x), code: "DTYPE_MISMATCH" },
    {
      name: "an epsilon below 0",
      inputs: [f32(3)],
      apply: (x) => layerNorm(x, undefined, undefined, { epsilon: -1 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
