/** Samples of updateSlice. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples, type Tensor } from "@rensa/core";
import { updateSlice } from "./update-slice.ts";

/** Samples of updateSlice. */
export const samples: OpSamples = {
  op: updateSlice,
  samples: [
    {
      name: "a part",
      inputs: [sampleTensor([4, 5]), sampleTensor([2, 3], 5, 6)],
      apply: (operand, update) => updateSlice(operand, update, [1, 2]),
      torch: "operand.slice_scatter(operand[1:3].slice_scatter(update, 1, 2, 5), 0, 1, 3)",
    },
    {
      name: "rows at the end",
      inputs: [sampleTensor([3, 4]), sampleTensor([1, 4], 5, 6)],
      apply: (operand, update) => updateSlice(operand, update, [2, 0]),
      torch: "operand.slice_scatter(update, 0, 2, 3)",
    },
    {
      name: "everything",
      inputs: [hostTensor([1, 2]), hostTensor([3, 4])],
      apply: (operand, update) => updateSlice(operand, update, [0]),
      expected: [3, 4],
      torch: "operand.slice_scatter(update, 0, 0, 2)",
    },
  ],
  errors: [
    {
      name: "a part outside",
      inputs: [f32(2, 3), f32(2, 2)],
      apply: (operand: Tensor, update: Tensor) => updateSlice(operand, update, [0, 2]),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "a negative start",
      inputs: [f32(3), f32(1)],
      apply: (operand, update) => updateSlice(operand, update, [-1]),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "two dtypes",
      inputs: [f32(3), i32(1)],
      apply: (operand, update) => updateSlice(operand, update, [1]),
      code: "DTYPE_MISMATCH",
    },
  ],
};
