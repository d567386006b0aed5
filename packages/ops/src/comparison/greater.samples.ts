/** Samples of greater. */
import { f32, i32, type OpSamples, sampleTensor, tensorType } from "@rensa/core";
import { greater } from "./greater.ts";

/** Samples of greater. */
export const samples: OpSamples = {
  op: greater,
  samples: [
    {
      name: "equal shapes",
      inputs: [sampleTensor([3, 5], -2, 2), sampleTensor([3, 5], -1.9, 2)],
      apply: (a, b) => greater(a, b),
    },
    {
      name: "a row that broadcasts",
      inputs: [sampleTensor([3, 5], -2, 2), sampleTensor([5], -1.7, 2)],
      apply: (a, b) => greater(a, b),
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(4)],
      apply: (a, b) => greater(a, b),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "a number that no byte is",
      inputs: [tensorType("u8", [2])],
      apply: (a) => greater(a, -1),
      code: "DTYPE_MISMATCH",
    },
    {
      name: "a number that no integer is",
      inputs: [i32(2)],
      apply: (a) => greater(a, 2 ** 31),
      code: "DTYPE_MISMATCH",
    },
    { name: "two dtypes", inputs: [f32(2), i32(2)], apply: (a, b) => greater(a, b), code: "DTYPE_MISMATCH" },
  ],
  reference: (a, b) => Number(a > b),
  torch: "torch.gt(a, b)",
};
