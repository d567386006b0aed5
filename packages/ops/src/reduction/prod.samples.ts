/** Samples of prod. */
import { f32, sampleTensor, type OpSamples, hostTensor } from "@rensa/core";
import { prod } from "./prod.ts";

/** Samples of prod. */
export const samples: OpSamples = {
  op: prod,
  samples: [
    { name: "everything", inputs: [sampleTensor([3, 4], -2, 2)], apply: (x) => prod(x), torch: "torch.prod(x)" },
    { name: "rows", inputs: [sampleTensor([3, 4], -2, 2)], apply: (x) => prod(x, 1), torch: "torch.prod(x, 1)" },
    {
      name: "columns, kept",
      inputs: [sampleTensor([3, 4, 2], -2, 2)],
      apply: (x) => prod(x, [0, -1], { keepDims: true }),
      torch: "torch.prod(torch.prod(x, 0, keepdim=True), -1, keepdim=True)",
    },
    {
      name: "zeros",
      inputs: [
        hostTensor([
          [0, 2, 3],
          [0, 0, 5],
        ]),
      ],
      apply: (x) => prod(x, 1),
      torch: "torch.prod(x, 1)",
    },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(2, 3)],
      apply: (x) => prod(x, 2),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
