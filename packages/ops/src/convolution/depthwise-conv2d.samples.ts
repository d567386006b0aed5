/** Samples of depthwiseConv2d. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { depthwiseConv2d } from "./depthwise-conv2d.ts";

/** Samples of depthwiseConv2d. */
export const samples: OpSamples = {
  op: depthwiseConv2d,
  samples: [
    {
      name: "one window per channel",
      inputs: [sampleTensor([1, 3, 4, 3]), sampleTensor([2, 3, 3, 1], -1, 1)],
      apply: (x, w) => depthwiseConv2d(x, w, { padding: "same" }),
      torch:
        "F.conv2d(F.pad(x.permute(0, 3, 1, 2), (1, 1, 0, 1)), weights.flatten(2).permute(2, 0, 1).unsqueeze(1), groups=3).permute(0, 2, 3, 1)",
    },
    {
      name: "two windows per channel, by hand",
      inputs: [hostTensor([1, 2], [1, 1, 1, 2], "f32"), hostTensor([3, 4, 5, 6], [1, 1, 2, 2], "f32")],
      apply: (x, w) => depthwiseConv2d(x, w),
      expected: [[[[3, 4, 10, 12]]]],
      torch:
        "F.conv2d(x.permute(0, 3, 1, 2), weights.flatten(2).permute(2, 0, 1).unsqueeze(1), groups=2).permute(0, 2, 3, 1)",
    },
    {
      name: "strides and dilations",
      inputs: [sampleTensor([1, 5, 5, 2]), sampleTensor([2, 2, 2, 2], -1, 1)],
      apply: (x, w) => depthwiseConv2d(x, w, { strides: 2, dilations: [2, 1], padding: 1 }),
      torch:
        "F.conv2d(x.permute(0, 3, 1, 2), weights.flatten(2).permute(2, 0, 1).unsqueeze(1), stride=2, dilation=(2, 1), padding=1, groups=2).permute(0, 2, 3, 1)",
    },
  ],
  errors: [
    {
      name: "other channels",
      inputs: [f32(1, 3, 3, 2), f32(2, 2, 3, 1)],
      apply: (x, w) => depthwiseConv2d(x, w),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "weights of one axis less",
      inputs: [f32(1, 3, 3, 2), f32(2, 2, 2)],
      apply: (x, w) => depthwiseConv2d(x, w),
      code: "RANK_MISMATCH",
    },
    {
      name: "a window that does not fit",
      inputs: [f32(1, 3, 3, 2), f32(2, 2, 2, 1)],
      apply: (x, w) => depthwiseConv2d(x, w, { dilations: 3 }),
      code: "SHAPE_MISMATCH",
    },
  ],
};
