/** Samples of spaceToDepth. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { spaceToDepth } from "./depth-to-space.ts";

/** Samples of spaceToDepth. */
export const samples: OpSamples = {
  op: spaceToDepth,
  samples: [
    {
      name: "one square",
      inputs: [hostTensor([1, 2, 3, 4], [1, 2, 2, 1], "f32")],
      apply: (x) => spaceToDepth(x, 2),
      expected: [[[[1, 2, 3, 4]]]],
      torch: "F.pixel_unshuffle(x.permute(0, 3, 1, 2), 2).permute(0, 2, 3, 1)",
    },
    {
      name: "several channels",
      inputs: [sampleTensor([1, 4, 6, 2])],
      apply: (x) => spaceToDepth(x, 2),
      torch:
        "F.pixel_unshuffle(x.permute(0, 3, 1, 2), 2).reshape(1, 2, 4, 2, 3).permute(0, 3, 4, 2, 1).reshape(1, 2, 3, 8)",
    },
    {
      name: "blocks of one",
      inputs: [sampleTensor([2, 1, 3, 2])],
      apply: (x) => spaceToDepth(x, 1),
      torch: "x * 1",
    },
  ],
  errors: [
    {
      name: "a height that does not divide",
      inputs: [f32(1, 3, 2, 1)],
      apply: (x) => spaceToDepth(x, 2),
      code: "SHAPE_MISMATCH",
    },
    { name: "a matrix", inputs: [f32(4, 4)], apply: (x) => spaceToDepth(x, 2), code: "RANK_MISMATCH" },
  ],
};
