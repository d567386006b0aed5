/** Samples of col2im. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { col2im } from "./im2col.ts";

/** Samples of col2im. */
export const samples: OpSamples = {
  op: col2im,
  samples: [
    {
      name: "windows that overlap",
      inputs: [hostTensor([1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 2, 4], "f32")],
      apply: (x) => col2im(x, [2, 3], [2, 2]),
      expected: [
        [
          [[1], [2], [1]],
          [[1], [2], [1]],
        ],
      ],
      torch: "F.fold(x.reshape(1, 2, 4).permute(0, 2, 1), (2, 3), (2, 2)).permute(0, 2, 3, 1)",
    },
    {
      name: "strides and padding, two channels",
      inputs: [sampleTensor([1, 2, 2, 12])],
      apply: (x) => col2im(x, [3, 4], [2, 3], { strides: 2, padding: 1 }),
      torch:
        "F.fold(x.reshape(1, 4, 6, 2).permute(0, 3, 2, 1).reshape(1, 12, 4), (3, 4), (2, 3), padding=1, stride=2).permute(0, 2, 3, 1)",
    },
    {
      name: "dilated",
      inputs: [sampleTensor([1, 1, 3, 4])],
      apply: (x) => col2im(x, [4, 7], [2, 2], { strides: 2, dilations: [3, 2] }),
      torch:
        "F.fold(x.reshape(1, 3, 4).permute(0, 2, 1), (4, 7), (2, 2), dilation=(3, 2), stride=2).permute(0, 2, 3, 1)",
    },
  ],
  errors: [
    {
      name: "another number of windows",
      inputs: [f32(1, 2, 2, 4)],
      apply: (x) => col2im(x, [4, 4], [2, 2]),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "rows that are no windows",
      inputs: [f32(1, 2, 2, 3)],
      apply: (x) => col2im(x, [3, 3], [2, 2]),
      code: "SHAPE_MISMATCH",
    },
  ],
};
