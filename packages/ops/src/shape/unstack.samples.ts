/** Samples of unstack. */
import { f32, sampleTensor, type OpSamples, type Tensor } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { concat } from "./concat.ts";
import { unstack } from "./unstack.ts";

/** Samples of unstack. */
export const samples: OpSamples = {
  op: unstack,
  samples: [
    {
      name: "rows, in reverse",
      inputs: [sampleTensor([3, 4])],
      apply: (x) => concat([...unstack(x)].reverse()),
      torch: "torch.cat(torch.unbind(x)[::-1])",
    },
    {
      name: "the last axis, multiplied",
      inputs: [sampleTensor([2, 1, 3])],
      apply: (x) => unstack(x, -1).reduce((product, part) => mul(product, part)),
      torch: "torch.unbind(x, -1)[0] * torch.unbind(x, -1)[1] * torch.unbind(x, -1)[2]",
    },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(2)],
      apply: (x) => unstack(x, 1)[0] as Tensor,
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
