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
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ a: i32(2, 3), b: i32(3) }, ({ a, b }) => shiftLeft(a, b));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [[12, 7, -5], [3, 9, 20]], b: [3, 2, 4] });
 * console.log(data); // Int32Array [96, 28, -80, 24, 36, 320]
 * ```
 */
export const shiftLeft = makeOp({
  name: "shift_left",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.shiftLeft(b) },
});
