/** Samples of dynamicSlice. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples, type Tensor } from "@rensa/core";
import { dynamicSlice } from "./dynamic-slice.ts";

type Start = Tensor<readonly [number], "i32">;

/** Samples of dynamicSlice. */
export const samples: OpSamples = {
  op: dynamicSlice,
  samples: [
    {
      name: "a part",
      inputs: [sampleTensor([4, 6]), hostTensor([1, 2], [2], "i32")],
      apply: (x, start) => dynamicSlice(x, start as Start, [2, 3]),
      torch: "x[start[0]:start[0] + 2, start[1]:start[1] + 3]",
    },
    {
      name: "a start outside, moved inside",
      inputs: [sampleTensor([3, 5]), hostTensor([7, -4], [2], "i32")],
      apply: (x, start) => dynamicSlice(x, start as Start, [1, 4]),
      torch: "x[2:3, :4]",
    },
    {
      name: "everything",
      inputs: [hostTensor([1, 2, 3]), hostTensor([1], [1], "i32")],
      apply: (x, start) => dynamicSlice(x, start as Start, [3]),
      expected: [1, 2, 3],
      torch: "x",
    },
  ],
  errors: [
    {
      name: "a part that is too large",
      inputs: [f32(2, 3), i32(2)],
      apply: (x, start) => dynamicSlice(x, start as Start, [2, 4]),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "too few starts",
      inputs: [f32(2, 3), i32(1)],
      apply: (x, start) => dynamicSlice(x, start as Start, [2, 2]),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "a start that is not an integer",
      inputs: [f32(2, 3), f32(2)],
      apply: (x, start) => dynamicSlice(x, start as Start, [2, 2]),
      code: "DTYPE_MISMATCH",
    },
  ],
};
