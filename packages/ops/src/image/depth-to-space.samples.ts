/** Samples of depthToSpace. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { depthToSpace } from "./depth-to-space.ts";

/** Samples of depthToSpace. */
export const samples: OpSamples = {
  op: depthToSpace,
  samples: [
    {
      name: "one pixel",
      inputs: [hostTensor([1, 2, 3, 4], [1, 1, 1, 4], "f32")],
      apply: (x) => depthToSpace(x, 2),
      expected: [
        [
          [[1], [2]],
          [[3], [4]],
        ],
      ],
      torch: "F.pixel_shuffle(x.permute(0, 3, 1, 2), 2).permute(0, 2, 3, 1)",
    },
    {
      name: "several channels",
      inputs: [sampleTensor([1, 2, 1, 18])],
      apply: (x) => depthToSpace(x, 3),
      torch:
        "F.pixel_shuffle(x.reshape(1, 2, 1, 9, 2).permute(0, 4, 3, 1, 2).reshape(1, 18, 2, 1), 3).permute(0, 2, 3, 1)",
    },
    {
      name: "a batch",
      inputs: [sampleTensor([2, 1, 3, 8])],
      apply: (x) => depthToSpace(x, 2),
      torch:
        "F.pixel_shuffle(x.reshape(2, 1, 3, 4, 2).permute(0, 4, 3, 1, 2).reshape(2, 8, 1, 3), 2).permute(0, 2, 3, 1)",
    },
  ],
  errors: [
    {
      name: "channels that do not divide",
      inputs: [f32(1, 2, 2, 6)],
      apply: (x) => depthToSpace(x, 2),
      code: "SHAPE_MISMATCH",
    },
    { name: "half a block", inputs: [f32(1, 2, 2, 1)], apply: (x) => depthToSpace(x, 0.5), code: "ATTRIBUTE_INVALID" },
  ],
};
