/** Samples of shiftLeft. */
import { f32, hostTensor, i32, type OpSamples } from "@rensa/core";
import { shiftLeft } from "./shift-left.ts";

/** Samples of shiftLeft. */
export const samples: OpSamples = {
  op: shiftLeft,
  torch: "torch.bitwise_left_shift(a.to(torch.int32), b.to(torch.int32))",
  samples: [
    {
      name: "positive and negative numbers",
      inputs: [hostTensor([1, -7, 12, -2147483648, 2147483647, 5], [2, 3], "i32"), hostTensor([1, 3, 31], [3], "i32")],
      apply: (a, b) => shiftLeft(a, b),
    },
    {
      name: "by a number",
      inputs: [hostTensor([3, -9, 1 << 30, -1, 100], [5], "i32")],
      apply: (a) => shiftLeft(a, 2),
      torch: "torch.bitwise_left_shift(a.to(torch.int32), 2)",
    },
    {
      name: "bytes",
      inputs: [hostTensor([255, 200, 3], [3], "u8"), hostTensor([1, 4, 7], [3], "u8")],
      apply: (a, b) => shiftLeft(a, b),
      expected: [254, 128, 128],
      torch: "torch.bitwise_left_shift(a, b)",
    },
  ],
  errors: [
    { name: "floats", inputs: [f32(2), f32(2)], apply: (a, b) => shiftLeft(a, b), code: "DTYPE_MISMATCH" },
    {
      name: "shapes that do not broadcast",
      inputs: [i32(2, 3), i32(4)],
      apply: (a, b) => shiftLeft(a, b),
      code: "SHAPE_MISMATCH",
    },
  ],
};
