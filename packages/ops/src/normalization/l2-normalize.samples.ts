/** Samples of l2Normalize. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { l2Normalize } from "./l2-normalize.ts";

/** Samples of l2Normalize. */
export const samples: OpSamples = {
  op: l2Normalize,
  samples: [
    { name: "rows", inputs: [sampleTensor([4, 3])], apply: (x) => l2Normalize(x), torch: "F.normalize(x, dim=-1)" },
    {
      name: "two axes, held",
      inputs: [sampleTensor([3, 2, 2])],
      apply: (x) => l2Normalize(x, { axes: [0, -1], epsilon: 2.5 }),
      torch: "x / x.norm(dim=(0, 2), keepdim=True).clamp(min=2.5)",
    },
    {
      name: "zeros",
      inputs: [
        hostTensor([
          [0, 0],
          [3, 4],
        ]),
      ],
      apply: (x) => l2Normalize(x, { epsilon: 1e-2 }),
      expected: [
        [0, 0],
        [0.6, 0.8],
      ],
      torch: "F.normalize(x, dim=-1, eps=1e-2)",
    },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(3)],
      apply: (x) => l2Normalize(x, { axes: 1 }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "an epsilon of 0",
      inputs: [f32(3)],
      apply: (x) => l2Normalize(x, { epsilon: 0 }),
      code: "ATTRIBUTE_INVALID",
    },
    { name: "integers", inputs: [i32(3)], apply: (x) => l2Normalize(x), code: "DTYPE_MISMATCH" },
  ],
};
