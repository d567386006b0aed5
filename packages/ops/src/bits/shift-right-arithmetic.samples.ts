/** Samples of shiftRightArithmetic. */
import { f32, hostTensor, i32, type OpSamples } from "@rensa/core";
import { shiftRightArithmetic } from "./shift-right-arithmetic.ts";

/** Samples of shiftRightArithmetic. */
export const samples: OpSamples = {
  op: shiftRightArithmetic,
  torch: "torch.bitwise_right_shift(a, b)",
  samples: [
    {
      name: "positive and negative numbers",
      inputs: [hostTensor([1, -7, 12, -2147483648, 2147483647, 5], [2, 3], "i32"), hostTensor([1, 3, 31], [3], "i32")],
      apply: (a, b) => shiftRightArithmetic(a, b),
    },
    {
      name: "by a number",
      inputs: [hostTensor([3, -9, 1 << 30, -1, 100], [5], "i32")],
      apply: (a) => shiftRightArithmetic(a, 2),
      torch: "torch.bitwise_right_shift(a, 2)",
    },
    {
      name: "bytes",
      inputs: [hostTensor([255, 200, 3], [3], "u8"), hostTensor([1, 4, 7], [3], "u8")],
      apply: (a, b) => shiftRightArithmetic(a, b),
      expected: [127, 12, 0],
      torch: "torch.bitwise_right_shift(a, b)",
    },
  ],
  errors: [
    { name: "floats", inputs: [f32(2), f32(2)], apply: (a, b) => shiftRightArithmetic(a, b), code: "DTYPE_MISMATCH" },
    {
      name: "shapes that do not broadcast",
      inputs: [i32(2, 3), i32(4)],
      apply: (a, b) => shiftRightArithmetic(a, b),
      code: "SHAPE_MISMATCH",
    },
  ],
};
