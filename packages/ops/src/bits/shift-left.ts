/** Bits moved to higher places. */
import { makeOp } from "@rensa/core";

/**
 * The bits of `a` moved `b` places up; zeros come in from the right, and what leaves the 32 bits (of u8: 8) is
 * dropped.
 *
 * Of i32 and u8. Only the low five bits of `b` count, so a shift by 32 is one by 0 (PyTorch leaves it undefined).
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for floats or two dtypes, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { shiftLeft } from "@rensa/ops";
 * import { i32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: i32(2, 3), b: i32(3) }, ({ a, b }) => shiftLeft(a, b));
 * ```
 */
export const shiftLeft = makeOp({
  name: "shift_left",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.shiftLeft(b) },
});
