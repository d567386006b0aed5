/** Samples of conv2dTranspose. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { square } from "../arithmetic/square.ts";
import { conv2dTranspose } from "./conv2d-transpose.ts";

/** Samples of conv2dTranspose. */
export const samples: OpSamples = {
  op: conv2dTranspose,
  samples: [
    {
      name: "stride 1",
      inputs: [sampleTensor([1, 2, 3, 2]), sampleTensor([3, 2, 2, 2], -1, 1)],
      apply: (x, w) => conv2dTranspose(x, w),
      torch: "F.conv_transpose2d(x.permute(0, 3, 1, 2), weights.permute(3, 2, 0, 1)).permute(0, 2, 3, 1)",
    },
    {
      name: "windows that overlap by one, by hand",
      inputs: [hostTensor([1, 10], [1, 1, 2, 1], "f32"), hostTensor([1, 2, 3], [1, 3, 1, 1], "f32")],
      apply: (x, w) => conv2dTranspose(x, w, { strides: [1, 2] }),
      expected: [[[[1], [2], [13], [20], [30]]]],
      torch:
        "F.conv_transpose2d(x.permute(0, 3, 1, 2), weights.permute(3, 2, 0, 1), stride=(1, 2)).permute(0, 2, 3, 1)",
    },
    {
      name: "stride 2 to twice the size",
      inputs: [sampleTensor([1, 2, 3, 2]), sampleTensor([4, 4, 1, 2], -1, 1)],
      apply: (x, w) => conv2dTranspose(x, w, { strides: 2, padding: "same" }),
      torch:
        "F.conv_transpose2d(x.permute(0, 3, 1, 2), weights.permute(3, 2, 0, 1), stride=2, padding=1).permute(0, 2, 3, 1)",
    },
    {
      name: "windows side by side",
      inputs: [sampleTensor([2, 2, 2, 2]), sampleTensor([2, 3, 2, 2], -1, 1)],
      apply: (x, w) => conv2dTranspose(x, w, { strides: [2, 3] }),
      torch:
        "F.conv_transpose2d(x.permute(0, 3, 1, 2), weights.permute(3, 2, 0, 1), stride=(2, 3)).permute(0, 2, 3, 1)",
    },
    {
      name: "windows with gaps",
      inputs: [sampleTensor([1, 2, 2, 1]), sampleTensor([2, 1, 2, 1], -1, 1)],
      apply: (x, w) => conv2dTranspose(x, w, { strides: 3, padding: "same" }),
      torch:
        "F.conv_transpose2d(x.permute(0, 3, 1, 2), weights.permute(3, 2, 0, 1).contiguous(), stride=3, output_padding=(1, 2)).permute(0, 2, 3, 1)",
    },
    {
      name: "dilations, strides and pairs of padding",
      inputs: [sampleTensor([1, 3, 2, 1]), sampleTensor([3, 2, 1, 1], -1, 1)],
      apply: (x, w) =>
        conv2dTranspose(x, w, {
          strides: 2,
          dilations: [3, 2],
          padding: [
            [1, 0],
            [0, 2],
          ],
        }),
      torch:
        "F.conv_transpose2d(x.permute(0, 3, 1, 2), weights.permute(3, 2, 0, 1), stride=2, dilation=(3, 2))[:, :, 1:, :-2].permute(0, 2, 3, 1)",
    },
    {
      name: "two groups",
      inputs: [sampleTensor([1, 2, 2, 4]), sampleTensor([3, 2, 1, 4], -1, 1)],
      apply: (x, w) => conv2dTranspose(x, w, { strides: [2, 1], groups: 2 }),
      torch:
        "F.conv_transpose2d(x.permute(0, 3, 1, 2), weights.permute(3, 2, 0, 1), stride=(2, 1), groups=2).permute(0, 2, 3, 1)",
    },
    {
      name: "stride 2, squared, so that second derivatives depend on all",
      inputs: [sampleTensor([1, 2, 3, 2]), sampleTensor([3, 2, 1, 2], -1, 1)],
      apply: (x, w) => square(conv2dTranspose(x, w, { strides: 2, padding: "same" })),
      torch:
        "F.conv_transpose2d(x.permute(0, 3, 1, 2), weights.permute(3, 2, 0, 1), stride=2)[:, :, :-1].permute(0, 2, 3, 1) ** 2",
    },
    {
      name: "more output padding than padding",
      inputs: [sampleTensor([1, 3, 2, 2]), sampleTensor([2, 3, 2, 2], -1, 1)],
      apply: (x, w) =>
        conv2dTranspose(x, w, {
          strides: [3, 2],
          padding: [
            [0, -2],
            [1, 0],
          ],
        }),
      torch:
        "F.conv_transpose2d(x.permute(0, 3, 1, 2), weights.permute(3, 2, 0, 1), stride=(3, 2), padding=(0, 1), output_padding=(2, 1)).permute(0, 2, 3, 1)",
    },
  ],
  errors: [
    {
      name: "a matrix",
      inputs: [f32(3, 3), f32(2, 2, 1, 1)],
      apply: (x, w) => conv2dTranspose(x, w),
      code: "RANK_MISMATCH",
    },
    {
      name: "weights in the order of conv2d",
      inputs: [f32(1, 3, 3, 2), f32(2, 2, 2, 5)],
      apply: (x, w) => conv2dTranspose(x, w),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "padding that leaves nothing",
      inputs: [f32(1, 1, 1, 1), f32(2, 2, 1, 1)],
      apply: (x, w) => conv2dTranspose(x, w, { padding: 1 }),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "groups that do not divide the channels",
      inputs: [f32(1, 2, 2, 3), f32(2, 2, 1, 3)],
      apply: (x, w) => conv2dTranspose(x, w, { groups: 2 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
