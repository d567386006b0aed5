/** Samples of maxPool. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { square } from "../arithmetic/square.ts";
import { maxPool } from "./max-pool.ts";

/** Samples of maxPool. */
export const samples: OpSamples = {
  op: maxPool,
  samples: [
    {
      name: "windows side by side, with a rest",
      inputs: [sampleTensor([2, 4, 5, 2])],
      apply: (x) => maxPool(x, 2),
      torch: "F.max_pool2d(x.permute(0, 3, 1, 2), 2).permute(0, 2, 3, 1)",
    },
    {
      name: "by hand",
      inputs: [hostTensor([1, 5, 2, 4, 3, 6, 9, 7, 8], [1, 3, 3, 1], "f32")],
      apply: (x) => maxPool(x, 2, { strides: 1 }),
      expected: [
        [
          [[5], [6]],
          [[9], [8]],
        ],
      ],
      torch: "F.max_pool2d(x.permute(0, 3, 1, 2), 2, 1).permute(0, 2, 3, 1)",
    },
    {
      name: "windows that overlap, of the same size",
      inputs: [sampleTensor([1, 5, 4, 2])],
      apply: (x) => maxPool(x, [3, 2], { strides: 2, padding: "same" }),
      torch: "F.max_pool2d(x.permute(0, 3, 1, 2), (3, 2), 2, padding=(1, 0)).permute(0, 2, 3, 1)",
    },
    {
      name: "negative numbers with padding",
      inputs: [sampleTensor([1, 3, 3, 1], -3, -1)],
      apply: (x) =>
        maxPool(x, 2, {
          strides: 1,
          padding: [
            [1, 0],
            [1, 1],
          ],
        }),
      torch: "F.max_pool2d(F.pad(x.permute(0, 3, 1, 2), (1, 1, 1, 0), value=-math.inf), 2, 1).permute(0, 2, 3, 1)",
    },
    {
      name: "windows with gaps",
      inputs: [sampleTensor([1, 7, 5, 1])],
      apply: (x) => maxPool(x, 2, { strides: 3 }),
      torch: "F.max_pool2d(x.permute(0, 3, 1, 2), 2, 3).permute(0, 2, 3, 1)",
    },
    {
      name: "one spatial axis",
      inputs: [sampleTensor([2, 7, 2])],
      apply: (x) => maxPool(x, 3, { strides: 2, padding: 1 }),
      torch: "F.max_pool1d(x.mT, 3, 2, 1).mT",
    },
    {
      name: "three spatial axes",
      inputs: [sampleTensor([1, 2, 3, 4, 1])],
      apply: (x) => maxPool(x, [1, 2, 2], { strides: [1, 1, 2] }),
      torch: "F.max_pool3d(x.permute(0, 4, 1, 2, 3), (1, 2, 2), (1, 1, 2)).permute(0, 2, 3, 4, 1)",
    },
    {
      name: "the lowest numbers there are",
      inputs: [hostTensor([-Infinity, -Infinity, 1], [1, 3, 1], "f32")],
      apply: (x) => maxPool(x, 2, { strides: 2, padding: [[1, 0]] }),
      expected: [[[-Infinity], [1]]],
      notSmooth: "infinity has no derivative",
      torch: "F.max_pool1d(x.mT, 2, 2, padding=1).mT",
    },
    {
      name: "integers",
      inputs: [hostTensor([-5, -7, -3], [1, 3, 1], "i32")],
      apply: (x) => maxPool(x, 2, { padding: "same" }),
      expected: [[[-5], [-3]]],
      torch: "F.max_pool1d(x.mT.double(), 2, ceil_mode=True).mT",
    },
    {
      name: "windows that overlap, squared, so that second derivatives are not zero",
      inputs: [sampleTensor([1, 5, 4, 1])],
      apply: (x) => square(maxPool(x, [3, 2], { strides: [2, 1], padding: 1 })),
      torch: "F.max_pool2d(x.permute(0, 3, 1, 2), (3, 2), (2, 1), padding=1).permute(0, 2, 3, 1) ** 2",
    },
    {
      name: "windows side by side, squared",
      inputs: [sampleTensor([1, 4, 4, 2])],
      apply: (x) => square(maxPool(x, 2)),
      torch: "F.max_pool2d(x.permute(0, 3, 1, 2), 2).permute(0, 2, 3, 1) ** 2",
    },
  ],
  errors: [
    { name: "a matrix", inputs: [f32(3, 3)], apply: (x) => maxPool(x, 2), code: "RANK_MISMATCH" },
    {
      name: "a window that does not fit",
      inputs: [f32(1, 3, 3, 1)],
      apply: (x) => maxPool(x, 4),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "windows for more axes than there are",
      inputs: [f32(1, 3, 1)],
      apply: (x) => maxPool(x, [2, 2]),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "windows of nothing but padding",
      inputs: [f32(1, 3, 3, 1)],
      apply: (x) => maxPool(x, 2, { padding: 2 }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "a stride of 0",
      inputs: [f32(1, 3, 3, 1)],
      apply: (x) => maxPool(x, 2, { strides: 0 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
