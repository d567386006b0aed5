/** Samples of bitsToUnit. */
import { hostTensor, type OpSamples } from "@rensa/core";
import { bitsToUnit } from "./bits-to-unit.ts";

/** Samples of bitsToUnit. */
export const samples: OpSamples = {
  op: bitsToUnit,
  samples: [
    {
      name: "the smallest, the middle and the largest",
      inputs: [hostTensor([0, -2147483648, -1], [3], "i32")],
      apply: (bits) => bitsToUnit(bits),
      expected: [0, 0.5, 0.9999998807907104],
    },
  ],
  torch: "(bits % 2**32 // 2**9).double() * 2**-23",
};
