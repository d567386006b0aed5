/** Samples of popCount. */
import { f32, hostTensor, type OpSamples } from "@rensa/core";
import { popCount } from "./pop-count.ts";

/** Samples of popCount. */
export const samples: OpSamples = {
  op: popCount,
  torch: "sum((x >> place) & 1 for place in range(32))",
  samples: [
    {
      name: "integers",
      inputs: [hostTensor([0, 1, -1, -2147483648, 2147483647, 0x55555555, 7], [7], "i32")],
      apply: (x) => popCount(x),
      expected: [0, 1, 32, 1, 31, 16, 3],
    },
    {
      name: "bytes",
      inputs: [hostTensor([0, 255, 170, 1], [4], "u8")],
      apply: (x) => popCount(x),
      expected: [0, 8, 4, 1],
    },
  ],
  errors: [{ name: "floats", inputs: [f32(2)], apply: (x) => popCount(x), code: "DTYPE_MISMATCH" }],
};
