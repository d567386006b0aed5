/** Samples of nanSum. */
import { f32, hostTensor, type OpSamples, sampleTensor } from "@rensa/core";
import { nanSum } from "./nan-sum.ts";

/** Samples of nanSum. */
export const samples: OpSamples = {
  op: nanSum,
  samples: [
    {
      name: "rows",
      inputs: [
        hostTensor([
          [1, Number.NaN, 2],
          [Number.NaN, Number.NaN, -3],
        ]),
      ],
      apply: (x) => nanSum(x, 1),
      expected: [3, -3],
      torch: "torch.nansum(x, 1)",
    },
    {
      name: "without NaN",
      inputs: [sampleTensor([3, 4, 2])],
      apply: (x) => nanSum(x, [0, -1], { keepDims: true }),
      torch: "torch.nansum(x, (0, 2), keepdim=True)",
    },
    {
      name: "nothing but NaN",
      inputs: [hostTensor([Number.NaN])],
      apply: (x) => nanSum(x),
      expected: 0,
      torch: "torch.nansum(x)",
    },
  ],
  errors: [
    { name: "an axis that is not there", inputs: [f32(2, 3)], apply: (x) => nanSum(x, 2), code: "ATTRIBUTE_INVALID" },
  ],
};
