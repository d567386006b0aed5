/** Samples of resizeBilinear. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { resizeBilinear } from "./resize-bilinear.ts";

/** Samples of resizeBilinear. */
export const samples: OpSamples = {
  op: resizeBilinear,
  samples: [
    {
      name: "larger, by half-pixel centers",
      inputs: [sampleTensor([1, 2, 3, 2])],
      apply: (x) => resizeBilinear(x, [4, 5]),
      torch: 'F.interpolate(x.permute(0, 3, 1, 2), (4, 5), mode="bilinear").permute(0, 2, 3, 1)',
    },
    {
      name: "smaller, by half-pixel centers",
      inputs: [sampleTensor([1, 5, 7, 1])],
      apply: (x) => resizeBilinear(x, [2, 3]),
      torch: 'F.interpolate(x.permute(0, 3, 1, 2), (2, 3), mode="bilinear").permute(0, 2, 3, 1)',
    },
    {
      name: "aligned corners",
      inputs: [sampleTensor([2, 3, 4, 1])],
      apply: (x) => resizeBilinear(x, [5, 3], { alignCorners: true }),
      torch: 'F.interpolate(x.permute(0, 3, 1, 2), (5, 3), mode="bilinear", align_corners=True).permute(0, 2, 3, 1)',
    },
    {
      name: "aligned corners of one pixel",
      inputs: [sampleTensor([1, 1, 4, 2])],
      apply: (x) => resizeBilinear(x, [3, 1], { alignCorners: true }),
      torch: 'F.interpolate(x.permute(0, 3, 1, 2), (3, 1), mode="bilinear", align_corners=True).permute(0, 2, 3, 1)',
    },
    {
      name: "the first pixels on each other",
      inputs: [hostTensor([0, 4, 8], [1, 1, 3, 1], "f32")],
      apply: (x) => resizeBilinear(x, [1, 6], { halfPixelCenters: false }),
      expected: [[[[0], [2], [4], [6], [8], [8]]]],
      torch: { none: "PyTorch's interpolate has half-pixel centers or aligned corners" },
    },
  ],
  errors: [
    { name: "a matrix", inputs: [f32(4, 4)], apply: (x) => resizeBilinear(x, [2, 2]), code: "RANK_MISMATCH" },
    { name: "integers", inputs: [i32(1, 4, 4, 1)], apply: (x) => resizeBilinear(x, [2, 2]), code: "DTYPE_MISMATCH" },
    {
      name: "both alignments",
      inputs: [f32(1, 4, 4, 1)],
      apply: (x) => resizeBilinear(x, [2, 2], { alignCorners: true, halfPixelCenters: true }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
