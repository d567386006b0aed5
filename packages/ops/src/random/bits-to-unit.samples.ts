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
    {
      name: "between other bounds",
      inputs: [hostTensor([0, -2147483648], [2], "i32")],
      apply: (bits) => bitsToUnit(bits, { low: -1, high: 3 }),
      expected: [-1, 1],
      torch: { none: "written down by hand" },
    },
  ],
  torch: "(bits % 2**32 // 2**9).double() * 2**-23",
};
