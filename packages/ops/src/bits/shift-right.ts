/** Bits moved to lower places; zeros come in. */
import { makeOp } from "@rensa/core";

/**
 * The bits of `a` moved `b` places down, with zeros coming in from the left (the logical shift): of a negative i32 the
 * result is positive for `b` above 0. {@link shiftRightArithmetic} keeps the sign.
 *
 * Of i32 and u8. Only the low five bits of `b` count, so a shift by 32 is one by 0 (PyTorch leaves it undefined).
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for floats or two dtypes, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { shiftRight } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ a: i32(2, 3), b: i32(3) }, ({ a, b }) => shiftRight(a, b));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [[12, 7, -5], [3, 9, 20]], b: [3, 2, 4] });
 * console.log(data); // Int32Array [1, 1, 268435455, 0, 2, 1]
 * ```
 */
export const shiftRight = makeOp({
  name: "shift_right",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.shiftRight(b) },
});
