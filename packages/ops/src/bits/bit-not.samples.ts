/** Samples of bitNot. */
import { f32, hostTensor, type OpSamples } from "@rensa/core";
import { bitNot } from "./bit-not.ts";

/** Samples of bitNot. */
export const samples: OpSamples = {
  op: bitNot,
  torch: "torch.bitwise_not(x)",
  samples: [
    {
      name: "integers",
      inputs: [hostTensor([0, 5, -1, -2147483648, 2147483647], [5], "i32")],
      apply: (x) => bitNot(x),
      expected: [-1, -6, 0, 2147483647, -2147483648],
    },
    { name: "bytes", inputs: [hostTensor([0, 255, 170], [3], "u8")], apply: (x) => bitNot(x), expected: [255, 0, 85] },
    { name: "booleans", inputs: [hostTensor([1, 0], [2], "bool")], apply: (x) => bitNot(x), expected: [0, 1] },
  ],
  errors: [{ name: "floats", inputs: [f32(2)], apply: (x) => bitNot(x), code: "DTYPE_MISMATCH" }],
};
