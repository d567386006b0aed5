/** Bits moved to lower places; the sign stays. */
import { makeOp, select } from "@rensa/core";

/**
 * The bits of `a` moved `b` places down, with copies of the sign coming in from the left: `floor(a / 2^b)`, as
 * PyTorch's `bitwise_right_shift`. {@link shiftRight} fills with zeros.
 *
 * Of i32 and u8. Only the low five bits of `b` count, so a shift by 32 is one by 0 (PyTorch leaves it undefined).
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for floats or two dtypes, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { shiftRightArithmetic } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ a: i32(2, 3), b: i32(3) }, ({ a, b }) => shiftRightArithmetic(a, b));
 * const program = await compile(traced);
 * console.log(program.run({ a: [[12, 7, -5], [3, 9, 20]], b: [3, 2, 4] }).data); // Int32Array [1, 1, -1, 0, 2, 1]
 * ```
 */
export const shiftRightArithmetic = makeOp({
  name: "shift_right_arithmetic",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => select(a.lt(0), a.not().shiftRight(b).not(), a.shiftRight(b)) },
});
