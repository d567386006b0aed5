/** Samples of bitXor. */
import { f32, hostTensor, i32, type OpSamples } from "@rensa/core";
import { bitXor } from "./bit-xor.ts";

/** Samples of bitXor. */
export const samples: OpSamples = {
  op: bitXor,
  torch: "torch.bitwise_xor(a, b)",
  samples: [
    {
      name: "negative numbers, a row that broadcasts",
      inputs: [hostTensor([12, -7, 0, -2147483648, 2147483647, 5], [2, 3], "i32"), hostTensor([10, 3, -1], [3], "i32")],
      apply: (a, b) => bitXor(a, b),
    },
    {
      name: "bytes",
      inputs: [hostTensor([12, 255, 0, 170, 85], [5], "u8"), hostTensor([10, 7, 255, 15, 240], [5], "u8")],
      apply: (a, b) => bitXor(a, b),
    },
    {
      name: "booleans",
      inputs: [hostTensor([0, 0, 1, 1], [4], "bool"), hostTensor([0, 1, 0, 1], [4], "bool")],
      apply: (a, b) => bitXor(a, b),
      expected: [0, 1, 1, 0],
    },
  ],
  errors: [
    { name: "floats", inputs: [f32(2), f32(2)], apply: (a, b) => bitXor(a, b), code: "DTYPE_MISMATCH" },
    {
      name: "shapes that do not broadcast",
      inputs: [i32(2, 3), i32(4)],
      apply: (a, b) => bitXor(a, b),
      code: "SHAPE_MISMATCH",
    },
  ],
};
