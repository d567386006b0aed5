/** Samples of conv1d. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { conv1d } from "./conv1d.ts";

/** Samples of conv1d. */
export const samples: OpSamples = {
  op: conv1d,
  samples: [
    {
      name: "no padding",
      inputs: [sampleTensor([2, 5, 3]), sampleTensor([3, 3, 2], -1, 1)],
      apply: (x, w) => conv1d(x, w),
      torch: "F.conv1d(x.mT, weights.permute(2, 1, 0)).mT",
    },
    {
      name: "the past only",
      inputs: [hostTensor([1, 2, 3, 4], [1, 4, 1], "f32"), hostTensor([1, 10], [2, 1, 1], "f32")],
      apply: (x, w) => conv1d(x, w, { dilations: 2, padding: [[2, 0]] }),
      expected: [[[10], [20], [31], [42]]],
      torch: "F.conv1d(F.pad(x.mT, (2, 0)), weights.permute(2, 1, 0), dilation=2).mT",
    },
    {
      name: "strides, dilations and groups",
      inputs: [sampleTensor([1, 9, 4]), sampleTensor([3, 2, 2], -1, 1)],
      apply: (x, w) => conv1d(x, w, { strides: [2], dilations: [2], groups: 2, padding: "same" }),
      torch: "F.conv1d(x.mT, weights.permute(2, 1, 0), stride=2, padding=2, dilation=2, groups=2).mT",
    },
  ],
  errors: [
    {
      name: "an image",
      inputs: [f32(1, 3, 3, 1), f32(2, 1, 1)],
      apply: (x, w) => conv1d(x, w),
      code: "RANK_MISMATCH",
    },
    {
      name: "other channels",
      inputs: [f32(1, 3, 2), f32(2, 1, 1)],
      apply: (x, w) => conv1d(x, w),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "two strides",
      inputs: [f32(1, 3, 1), f32(2, 1, 1)],
      apply: (x, w) => conv1d(x, w, { strides: [1, 1] as never }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
