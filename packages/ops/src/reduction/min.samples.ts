/** Samples of min. */
import { f32, sampleTensor, type OpSamples, hostTensor } from "@rensa/core";
import { min } from "./min.ts";

/** Samples of min. */
export const samples: OpSamples = {
  op: min,
  samples: [
    { name: "everything", inputs: [sampleTensor([3, 4], -2, 2)], apply: (x) => min(x), torch: "torch.amin(x, (0, 1))" },
    { name: "rows", inputs: [sampleTensor([3, 4], -2, 2)], apply: (x) => min(x, 1), torch: "torch.amin(x, 1)" },
    {
      name: "columns, kept",
      inputs: [sampleTensor([3, 4, 2], -2, 2)],
      apply: (x) => min(x, [0, -1], { keepDims: true }),
      torch: "torch.amin(x, (0, -1), keepdim=True)",
    },
    {
      name: "ties",
      inputs: [
        hostTensor([
          [1, 1, 0],
          [2, 2, 2],
          [0, 1, 1],
        ]),
      ],
      apply: (x) => min(x, 1),
      notSmooth: "it has a kink where elements are equal",
      torch: "torch.amin(x, 1)",
    },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(2, 3)],
      apply: (x) => min(x, 2),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
