/** Samples of pick. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples, type Tensor } from "@rensa/core";
import { pick } from "./pick.ts";

/** Samples of pick. */
export const samples: OpSamples = {
  op: pick,
  samples: [
    {
      name: "rows",
      inputs: [sampleTensor([3, 4]), hostTensor([3, 0, 1], [3], "i32")],
      apply: (x: Tensor<readonly [3, 4]>, i: Tensor<readonly [3], "i32">) => pick(x, i),
    },
    {
      name: "rows that are left out",
      inputs: [sampleTensor([4, 3]), hostTensor([2, -1, 0, -1], [4], "i32")],
      apply: (x: Tensor<readonly [4, 3]>, i: Tensor<readonly [4], "i32">) => pick(x, i, { ignoreLabel: -1 }),
      torch:
        "torch.where(labels < 0, torch.zeros((), dtype=x.dtype), x.gather(1, labels.clamp(min=0)[:, None]).squeeze(1))",
    },
  ],
  errors: [
    {
      name: "half a label to leave out",
      inputs: [f32(3, 4), i32(3)],
      apply: (x: Tensor<readonly [3, 4]>, i: Tensor<readonly [3], "i32">) => pick(x, i, { ignoreLabel: 0.5 }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "too few labels",
      inputs: [f32(3, 4), i32(2)],
      apply: (x: Tensor<readonly [2, 4]>, i: Tensor<readonly [2], "i32">) => pick(x, i),
      code: "SHAPE_MISMATCH",
    },
  ],
  torch: "x.gather(1, labels[:, None]).squeeze(1)",
};
