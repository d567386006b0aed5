/** Samples of convolution, over three spatial axes: what the public convolutions do not have. */
import { sampleTensor, type OpSamples } from "@rensa/core";
import { convolution } from "./convolution.ts";

/** Samples of convolution. */
export const samples: OpSamples = {
  op: convolution,
  samples: [
    {
      name: "three spatial axes",
      inputs: [sampleTensor([1, 2, 3, 3, 2]), sampleTensor([2, 2, 1, 2, 2], -1, 1)],
      apply: (x, w) =>
        convolution(x, w, { extents: [1, 2, 3], low: [0, 0, 0], strides: [1, 1, 1], dilations: [1, 1, 1] }),
      torch: "F.conv3d(x.permute(0, 4, 1, 2, 3), weights.permute(4, 3, 0, 1, 2)).permute(0, 2, 3, 4, 1)",
    },
    {
      name: "three spatial axes, strides, margins and two groups",
      inputs: [sampleTensor([1, 3, 2, 3, 2, 1]), sampleTensor([2, 1, 2, 1, 2, 2], -1, 1)],
      apply: (x, w) =>
        convolution(x, w, { extents: [2, 2, 2], low: [1, 0, 0], strides: [2, 1, 2], dilations: [1, 1, 2] }),
      torch:
        "F.conv3d(F.pad(x.flatten(4).permute(0, 4, 1, 2, 3), (0, 2, 0, 0, 1, 0)), weights.permute(4, 5, 3, 0, 1, 2).flatten(0, 1), stride=(2, 1, 2), dilation=(1, 1, 2), groups=2).permute(0, 2, 3, 4, 1).unflatten(-1, (2, 2))",
    },
  ],
};
