/** Samples of dynamicUpdateSlice. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples, type Tensor } from "@rensa/core";
import { dynamicUpdateSlice } from "./dynamic-slice.ts";

const apply = (operand: Tensor, update: Tensor, start: Tensor): Tensor =>
  dynamicUpdateSlice(operand, update, start as Tensor<readonly [number], "i32">);

/** Samples of dynamicUpdateSlice. */
export const samples: OpSamples = {
  op: dynamicUpdateSlice,
  samples: [
    {
      name: "a part",
      inputs: [sampleTensor([4, 5]), sampleTensor([2, 3], 5, 6), hostTensor([1, 2], [2], "i32")],
      apply,
      torch: "operand.slice_scatter(operand[1:3].slice_scatter(update, 1, 2, 5), 0, 1, 3)",
    },
    {
      name: "a start outside, moved inside",
      inputs: [sampleTensor([3, 4]), sampleTensor([2, 4], 5, 6), hostTensor([7, -4], [2], "i32")],
      apply,
      torch: "torch.cat([operand[:1], update])",
    },
    {
      name: "one element of a row",
      inputs: [hostTensor([1, 2, 3]), hostTensor([9]), hostTensor([1], [1], "i32")],
      apply,
      expected: [1, 9, 3],
      torch: "operand.slice_scatter(update, 0, 1, 2)",
    },
  ],
  errors: [
    { name: "an update that is too large", inputs: [f32(2, 3), f32(2, 4), i32(2)], apply, code: "SHAPE_MISMATCH" },
    { name: "a start that is not an integer", inputs: [f32(2), f32(1), f32(1)], apply, code: "DTYPE_MISMATCH" },
  ],
};
