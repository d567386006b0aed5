/** Samples of stridedSlice. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { stridedSlice } from "./strided-slice.ts";

/** Samples of stridedSlice. */
export const samples: OpSamples = {
  op: stridedSlice,
  samples: [
    {
      name: "ends that count from the back",
      inputs: [sampleTensor([4, 6])],
      apply: (x) => stridedSlice(x, [-3, 1], [4, -1], [1, 2]),
      torch: "x[-3:4, 1:-1:2]",
    },
    {
      name: "backwards",
      inputs: [hostTensor([0, 1, 2, 3, 4, 5, 6])],
      apply: (x) => stridedSlice(x, [5], [null], [-2]),
      expected: [5, 3, 1],
      torch: "x[[5, 3, 1]]",
    },
    {
      name: "backwards on one axis, beyond the ends of another",
      inputs: [sampleTensor([3, 5])],
      apply: (x) => stridedSlice(x, [-100, null], [100, 0], [2, -3]),
      torch: "x[::2].flip(1)[:, :-1:3]",
    },
    {
      name: "axes that are not named",
      inputs: [sampleTensor([3, 2, 2])],
      apply: (x) => stridedSlice(x, [1], [null]),
      torch: "x[1:]",
    },
  ],
  errors: [
    {
      name: "a step of 0",
      inputs: [f32(4)],
      apply: (x) => stridedSlice(x, [0], [4], [0]),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "more places than axes",
      inputs: [f32(4)],
      apply: (x) => stridedSlice(x, [0, 0], [4, 4]),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
