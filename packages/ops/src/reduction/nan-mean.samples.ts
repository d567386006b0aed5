/** Samples of nanMean. */
import { f32, hostTensor, type OpSamples, sampleTensor } from "@rensa/core";
import { nanMean } from "./nan-mean.ts";

/** Samples of nanMean. */
export const samples: OpSamples = {
  op: nanMean,
  samples: [
    {
      name: "rows",
      inputs: [
        hostTensor([
          [1, Number.NaN, 2],
          [Number.NaN, Number.NaN, -3],
        ]),
      ],
      apply: (x) => nanMean(x, 1),
      expected: [1.5, -3],
      torch: "torch.nanmean(x, 1)",
    },
    {
      name: "without NaN",
      inputs: [sampleTensor([3, 4, 2])],
      apply: (x) => nanMean(x, [0, -1], { keepDims: true }),
      torch: "torch.nanmean(x, (0, 2), keepdim=True)",
    },
    {
      name: "nothing but NaN",
      inputs: [hostTensor([Number.NaN])],
      apply: (x) => nanMean(x),
      expected: Number.NaN,
      notSmooth: "NaN has no neighbors",
      torch: "torch.nanmean(x).detach() + 0 * torch.nansum(x)",
    },
  ],
  errors: [
    { name: "an axis that is not there", inputs: [f32(2, 3)], apply: (x) => nanMean(x, 2), code: "ATTRIBUTE_INVALID" },
  ],
};
