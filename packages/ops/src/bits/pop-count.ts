/** The number of bits that are 1. */
import { makeOp, isFloat, RensaError } from "@rensa/core";

/**
 * The number of bits that are 1 (the Hamming weight), i32; of a negative i32, those of its two's complement. PyTorch
 * has none.
 *
 * Source: sums of neighboring fields of 1, 2 and 4 bits, then a product that adds the four bytes (Warren, *Hacker's
 * Delight*, section 5-1).
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for floats.
 *
 * @example
 * ```ts
 * import { popCount } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ x: i32(3) }, ({ x }) => popCount(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [12, 7, -5] }).data); // Int32Array [2, 3, 31]
 * ```
 */
export const popCount = makeOp({
  name: "pop_count",
  forward: {
    scalar: ([x]) => {
      const word = x.to("i32");
      const pairs = word.sub(word.shiftRight(1).and(0x55555555));
      const nibbles = pairs.and(0x33333333).add(pairs.shiftRight(2).and(0x33333333));
      const bytes = nibbles.add(nibbles.shiftRight(4)).and(0x0f0f0f0f);
      return bytes.mul(0x01010101).shiftRight(24);
    },
  },
  check: (_attributes, [x]) => {
    if (x !== undefined && isFloat(x.dtype)) {
      throw new RensaError("DTYPE_MISMATCH", `pop_count: counts bits of integers and got ${x.dtype}; cast it first.`);
    }
  },
  result: "i32",
});
