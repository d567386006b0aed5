/** Samples of instanceNorm. */
import { f32, sampleTensor, type Tensor, type OpSamples } from "@rensa/core";
import { instanceNorm } from "./instance-norm.ts";

/** Samples of instanceNorm. */
export const samples: OpSamples = {
  op: instanceNorm,
  samples: [
    {
      name: "an image",
      inputs: [sampleTensor([2, 2, 3, 3]), sampleTensor([3], 0.5, 2), sampleTensor([3])],
      apply: (x, s: Tensor<readonly [number]>, b: Tensor<readonly [number]>) => instanceNorm(x, s, b),
      torch: "F.instance_norm(x.movedim(-1, 1), weight=scale, bias=bias).movedim(1, -1)",
    },
    {
      name: "a sequence, without parameters",
      inputs: [sampleTensor([2, 5, 3])],
      apply: (x) => instanceNorm(x, undefined, undefined, { epsilon: 0.1 }),
      torch: "F.instance_norm(x.movedim(-1, 1), eps=0.1).movedim(1, -1)",
    },
  ],
  errors: [
    { name: "no axes between", inputs: [f32(4, 3)], apply: (x) => instanceNorm(x), code: "RANK_MISMATCH" },
    {
      name: "a bias of another length",
      inputs: [f32(2, 3, 4), f32(3)],
      apply: (x, b: Tensor<readonly [number]>) => instanceNorm(x, undefined, b),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "an epsilon below 0",
      inputs: [f32(2, 3, 4)],
      apply: (x) => instanceNorm(x, undefined, undefined, { epsilon: -1 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
