/** Samples of conv2d. */
import { f32, f64, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { square } from "../arithmetic/square.ts";
import { conv2d } from "./conv2d.ts";

/** Samples of conv2d. */
export const samples: OpSamples = {
  op: conv2d,
  samples: [
    {
      name: "no padding",
      inputs: [sampleTensor([2, 3, 4, 2]), sampleTensor([2, 3, 2, 3], -1, 1)],
      apply: (x, w) => conv2d(x, w),
      torch: "F.conv2d(x.permute(0, 3, 1, 2), weights.permute(3, 2, 0, 1)).permute(0, 2, 3, 1)",
    },
    {
      name: "a window by hand",
      inputs: [
        hostTensor([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1], "f32"),
        hostTensor([1, 0, 0, -1], [2, 2, 1, 1], "f32"),
      ],
      apply: (x, w) => conv2d(x, w),
      expected: [
        [
          [[-4], [-4]],
          [[-4], [-4]],
        ],
      ],
      torch: "F.conv2d(x.permute(0, 3, 1, 2), weights.permute(3, 2, 0, 1)).permute(0, 2, 3, 1)",
    },
    {
      name: "a window of one",
      inputs: [sampleTensor([1, 2, 3, 3]), sampleTensor([1, 1, 3, 2], -1, 1)],
      apply: (x, w) => conv2d(x, w),
      torch: "F.conv2d(x.permute(0, 3, 1, 2), weights.permute(3, 2, 0, 1)).permute(0, 2, 3, 1)",
    },
    {
      name: "the same size, odd",
      inputs: [sampleTensor([1, 3, 5, 2]), sampleTensor([3, 3, 2, 2], -1, 1)],
      apply: (x, w) => conv2d(x, w, { padding: "same" }),
      torch: "F.conv2d(x.permute(0, 3, 1, 2), weights.permute(3, 2, 0, 1), padding=1).permute(0, 2, 3, 1)",
    },
    {
      name: "an odd element after, as TensorFlow has it",
      inputs: [hostTensor([1, 2, 3, 4], [1, 1, 4, 1], "f32"), hostTensor([1, 10, 100], [1, 3, 1, 1], "f32")],
      apply: (x, w) => conv2d(x, w, { strides: [1, 2], padding: "same" }),
      expected: [[[[321], [43]]]],
      torch:
        "F.conv2d(F.pad(x.permute(0, 3, 1, 2), (0, 1)), weights.permute(3, 2, 0, 1), stride=(1, 2)).permute(0, 2, 3, 1)",
    },
    {
      name: "strides that do not divide",
      inputs: [sampleTensor([1, 5, 6, 2]), sampleTensor([3, 2, 2, 2], -1, 1)],
      apply: (x, w) => conv2d(x, w, { strides: [2, 3], padding: "same" }),
      torch:
        "F.conv2d(x.permute(0, 3, 1, 2), weights.permute(3, 2, 0, 1), stride=(2, 3), padding=(1, 0)).permute(0, 2, 3, 1)",
    },
    {
      name: "strides larger than the window",
      inputs: [sampleTensor([1, 5, 5, 1]), sampleTensor([1, 2, 1, 2], -1, 1)],
      apply: (x, w) => conv2d(x, w, { strides: 3 }),
      torch: "F.conv2d(x.permute(0, 3, 1, 2), weights.permute(3, 2, 0, 1), stride=3).permute(0, 2, 3, 1)",
    },
    {
      name: "dilations and strides",
      inputs: [sampleTensor([1, 6, 5, 1]), sampleTensor([2, 3, 1, 2], -1, 1)],
      apply: (x, w) => conv2d(x, w, { strides: 2, dilations: [3, 2], padding: 1 }),
      torch:
        "F.conv2d(x.permute(0, 3, 1, 2), weights.permute(3, 2, 0, 1), stride=2, dilation=(3, 2), padding=1).permute(0, 2, 3, 1)",
    },
    {
      name: "pairs of padding",
      inputs: [sampleTensor([1, 3, 3, 1]), sampleTensor([2, 2, 1, 2], -1, 1)],
      apply: (x, w) =>
        conv2d(x, w, {
          padding: [
            [0, 2],
            [3, 1],
          ],
        }),
      torch: "F.conv2d(F.pad(x.permute(0, 3, 1, 2), (3, 1, 0, 2)), weights.permute(3, 2, 0, 1)).permute(0, 2, 3, 1)",
    },
    {
      name: "two groups",
      inputs: [sampleTensor([1, 3, 3, 4]), sampleTensor([2, 2, 2, 2], -1, 1)],
      apply: (x, w) => conv2d(x, w, { groups: 2, padding: "same" }),
      torch:
        "F.conv2d(F.pad(x.permute(0, 3, 1, 2), (0, 1, 0, 1)), weights.permute(3, 2, 0, 1), groups=2).permute(0, 2, 3, 1)",
    },
    {
      name: "two groups by hand",
      inputs: [hostTensor([1, 2], [1, 1, 1, 2], "f32"), hostTensor([3, 4, 5, 6], [1, 1, 1, 4], "f32")],
      apply: (x, w) => conv2d(x, w, { groups: 2 }),
      expected: [[[[3, 4, 10, 12]]]],
      torch: "F.conv2d(x.permute(0, 3, 1, 2), weights.permute(3, 2, 0, 1), groups=2).permute(0, 2, 3, 1)",
    },
    {
      name: "strides and groups, squared, so that second derivatives depend on all",
      inputs: [sampleTensor([1, 4, 3, 2]), sampleTensor([3, 2, 1, 2], -1, 1)],
      apply: (x, w) => square(conv2d(x, w, { strides: 2, padding: "same", groups: 2 })),
      torch:
        "F.conv2d(F.pad(x.permute(0, 3, 1, 2), (0, 1, 0, 1)), weights.permute(3, 2, 0, 1), stride=2, groups=2).permute(0, 2, 3, 1) ** 2",
    },
  ],
  errors: [
    {
      name: "an input without a batch",
      inputs: [f32(3, 3, 1), f32(2, 2, 1, 1)],
      apply: (x, w) => conv2d(x, w),
      code: "RANK_MISMATCH",
    },
    {
      name: "weights of one axis less",
      inputs: [f32(1, 3, 3, 1), f32(2, 2, 1)],
      apply: (x, w) => conv2d(x, w),
      code: "RANK_MISMATCH",
    },
    {
      name: "other channels",
      inputs: [f32(1, 3, 3, 2), f32(2, 2, 3, 1)],
      apply: (x, w) => conv2d(x, w),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "a window that does not fit",
      inputs: [f32(1, 3, 3, 1), f32(2, 4, 1, 1)],
      apply: (x, w) => conv2d(x, w),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "groups that do not divide the channels",
      inputs: [f32(1, 3, 3, 3), f32(2, 2, 1, 2)],
      apply: (x, w) => conv2d(x, w, { groups: 2 }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "groups that do not divide the output channels",
      inputs: [f32(1, 3, 3, 4), f32(2, 2, 2, 3)],
      apply: (x, w) => conv2d(x, w, { groups: 2 }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "a stride of 0",
      inputs: [f32(1, 3, 3, 1), f32(2, 2, 1, 1)],
      apply: (x, w) => conv2d(x, w, { strides: [1, 0] }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "half a dilation",
      inputs: [f32(1, 3, 3, 1), f32(2, 2, 1, 1)],
      apply: (x, w) => conv2d(x, w, { dilations: 0.5 }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "a padding without a meaning",
      inputs: [f32(1, 3, 3, 1), f32(2, 2, 1, 1)],
      apply: (x, w) => conv2d(x, w, { padding: "full" as never }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "a negative padding",
      inputs: [f32(1, 3, 3, 1), f32(2, 2, 1, 1)],
      apply: (x, w) => conv2d(x, w, { padding: -1 }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "one pair of padding",
      inputs: [f32(1, 3, 3, 1), f32(2, 2, 1, 1)],
      apply: (x, w) => conv2d(x, w, { padding: [[1, 1]] as never }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "two dtypes",
      inputs: [f32(1, 3, 3, 1), f64(2, 2, 1, 1)],
      apply: (x, w) => conv2d(x, w),
      code: "DTYPE_MISMATCH",
    },
  ],
};
