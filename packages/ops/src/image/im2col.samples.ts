/** Samples of im2col. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { im2col } from "./im2col.ts";

/** Samples of im2col. */
export const samples: OpSamples = {
  op: im2col,
  samples: [
    {
      name: "windows that overlap",
      inputs: [hostTensor([1, 2, 3, 4, 5, 6], [1, 2, 3, 1], "f32")],
      apply: (x) => im2col(x, [2, 2]),
      expected: [
        [
          [
            [1, 2, 4, 5],
            [2, 3, 5, 6],
          ],
        ],
      ],
      torch:
        "F.unfold(x.permute(0, 3, 1, 2), (2, 2)).reshape(1, 1, 4, 1, 2).permute(0, 3, 4, 2, 1).reshape(1, 1, 2, 4)",
    },
    {
      name: "strides and padding, two channels",
      inputs: [sampleTensor([1, 3, 4, 2])],
      apply: (x) => im2col(x, [2, 3], { strides: 2, padding: 1 }),
      torch:
        "F.unfold(x.permute(0, 3, 1, 2), (2, 3), padding=1, stride=2).reshape(1, 2, 6, 2, 2).permute(0, 3, 4, 2, 1).reshape(1, 2, 2, 12)",
    },
    {
      name: "dilated, more on one side",
      inputs: [sampleTensor([1, 5, 4, 1])],
      apply: (x) =>
        im2col(x, [2, 2], {
          strides: [2, 1],
          dilations: [3, 2],
          padding: [
            [0, 1],
            [2, 0],
          ],
        }),
      torch:
        "F.unfold(F.pad(x.permute(0, 3, 1, 2), (2, 0, 0, 1)), (2, 2), dilation=(3, 2), stride=(2, 1)).reshape(1, 1, 4, 2, 4).permute(0, 3, 4, 2, 1).reshape(1, 2, 4, 4)",
    },
  ],
  errors: [
    { name: "a window too large", inputs: [f32(1, 2, 2, 1)], apply: (x) => im2col(x, [3, 1]), code: "SHAPE_MISMATCH" },
    { name: "a matrix", inputs: [f32(4, 4)], apply: (x) => im2col(x, [2, 2]), code: "RANK_MISMATCH" },
    {
      name: "a stride of 0",
      inputs: [f32(1, 4, 4, 1)],
      apply: (x) => im2col(x, [2, 2], { strides: 0 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
