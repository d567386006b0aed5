/** Samples of averagePool. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { square } from "../arithmetic/square.ts";
import { averagePool } from "./average-pool.ts";

/** Samples of averagePool. */
export const samples: OpSamples = {
  op: averagePool,
  samples: [
    {
      name: "windows side by side, with a rest",
      inputs: [sampleTensor([2, 4, 5, 2])],
      apply: (x) => averagePool(x, 2),
      torch: "F.avg_pool2d(x.permute(0, 3, 1, 2), 2).permute(0, 2, 3, 1)",
    },
    {
      name: "padding that does not count",
      inputs: [hostTensor([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1], "f32")],
      apply: (x) => averagePool(x, 2, { padding: "same" }),
      expected: [
        [
          [[3], [4.5]],
          [[7.5], [9]],
        ],
      ],
      torch: "F.avg_pool2d(x.permute(0, 3, 1, 2), 2, ceil_mode=True, count_include_pad=False).permute(0, 2, 3, 1)",
    },
    {
      name: "windows that overlap, of the same size",
      inputs: [sampleTensor([1, 5, 4, 2])],
      apply: (x) => averagePool(x, [3, 2], { strides: 2, padding: "same" }),
      torch:
        "F.avg_pool2d(x.permute(0, 3, 1, 2), (3, 2), 2, padding=(1, 0), count_include_pad=False).permute(0, 2, 3, 1)",
    },
    {
      name: "windows with gaps",
      inputs: [sampleTensor([1, 7, 5, 1])],
      apply: (x) => averagePool(x, 2, { strides: 3 }),
      torch: "F.avg_pool2d(x.permute(0, 3, 1, 2), 2, 3).permute(0, 2, 3, 1)",
    },
    {
      name: "one spatial axis",
      inputs: [sampleTensor([2, 7, 2])],
      apply: (x) => averagePool(x, 3, { strides: 1, padding: [[2, 0]] }),
      torch: "(F.avg_pool1d(F.pad(x.mT, (2, 0)), 3, 1) / F.avg_pool1d(F.pad(torch.ones_like(x.mT), (2, 0)), 3, 1)).mT",
    },
    {
      name: "windows that overlap, squared, so that second derivatives are not zero",
      inputs: [sampleTensor([1, 5, 4, 1])],
      apply: (x) => square(averagePool(x, [3, 2], { strides: [2, 1], padding: 1 })),
      torch:
        "F.avg_pool2d(x.permute(0, 3, 1, 2), (3, 2), (2, 1), padding=1, count_include_pad=False).permute(0, 2, 3, 1) ** 2",
    },
  ],
  errors: [
    { name: "a vector", inputs: [f32(3)], apply: (x) => averagePool(x, 2), code: "RANK_MISMATCH" },
    {
      name: "a window that does not fit",
      inputs: [f32(1, 3, 1)],
      apply: (x) => averagePool(x, 4),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "windows of nothing but padding",
      inputs: [f32(1, 3, 1)],
      apply: (x) => averagePool(x, 2, { padding: [[0, 3]] }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
