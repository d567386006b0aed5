/** Samples of bitsToOpenUnit. */
import { hostTensor, type OpSamples } from "@rensa/core";
import { bitsToOpenUnit } from "./bits-to-open-unit.ts";

/** Samples of bitsToOpenUnit. */
export const samples: OpSamples = {
  op: bitsToOpenUnit,
  torch: "((bits % 2 ** 32) // 2 ** 9 + 0.5) * 2.0 ** -23",
  samples: [
    {
      name: "the smallest, the middle and the largest",
      inputs: [hostTensor([0, -2147483648, -1], [3], "i32")],
      apply: (bits) => bitsToOpenUnit(bits),
      expected: [5.960464477539063e-8, 0.5000000596046448, 0.9999999403953552],
    },
  ],
};
