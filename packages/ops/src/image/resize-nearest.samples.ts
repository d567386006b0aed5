/** Samples of resizeNearest. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { resizeNearest } from "./resize-nearest.ts";

/** Samples of resizeNearest. */
export const samples: OpSamples = {
  op: resizeNearest,
  samples: [
    {
      name: "twice as wide, one as high",
      inputs: [hostTensor([1, 2, 3], [1, 1, 3, 1], "f32")],
      apply: (x) => resizeNearest(x, [2, 6]),
      expected: [
        [
          [[1], [1], [2], [2], [3], [3]],
          [[1], [1], [2], [2], [3], [3]],
        ],
      ],
      torch: 'F.interpolate(x.permute(0, 3, 1, 2), (2, 6), mode="nearest").permute(0, 2, 3, 1)',
    },
    {
      name: "sizes that do not divide",
      inputs: [sampleTensor([1, 3, 5, 2])],
      apply: (x) => resizeNearest(x, [5, 3]),
      torch: 'F.interpolate(x.permute(0, 3, 1, 2), (5, 3), mode="nearest").permute(0, 2, 3, 1)',
    },
    {
      name: "half-pixel centers",
      inputs: [sampleTensor([2, 4, 3, 1])],
      apply: (x) => resizeNearest(x, [3, 7], { halfPixelCenters: true }),
      torch: 'F.interpolate(x.permute(0, 3, 1, 2), (3, 7), mode="nearest-exact").permute(0, 2, 3, 1)',
    },
    {
      name: "aligned corners",
      inputs: [sampleTensor([1, 4, 3, 2])],
      apply: (x) => resizeNearest(x, [3, 4], { alignCorners: true }),
      torch: "x[:, [0, 2, 3]][:, :, [0, 1, 1, 2]]",
    },
    {
      name: "aligned corners of one pixel",
      inputs: [sampleTensor([1, 1, 4, 1])],
      apply: (x) => resizeNearest(x, [2, 1], { alignCorners: true }),
      torch: "x[:, [0, 0]][:, :, [0]]",
    },
  ],
  errors: [
    { name: "a matrix", inputs: [f32(4, 4)], apply: (x) => resizeNearest(x, [2, 2]), code: "RANK_MISMATCH" },
    { name: "no height", inputs: [f32(1, 4, 4, 1)], apply: (x) => resizeNearest(x, [0, 2]), code: "ATTRIBUTE_INVALID" },
  ],
};
