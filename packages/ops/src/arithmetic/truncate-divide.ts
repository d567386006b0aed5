/** A quotient, rounded toward zero. */
import { makeOp, isFloat } from "@rensa/core";

/**
 * `a / b` rounded toward zero, as PyTorch's `div` with `rounding_mode="trunc"`; together with {@link fmod}, `a =
 * truncateDivide(a, b) * b + fmod(a, b)`. An integer divided by 0 is 0. The derivative is 0.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for two dtypes, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { truncateDivide } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ a: i32(2, 3), b: i32(3) }, ({ a, b }) => truncateDivide(a, b));
 * const program = await compile(traced);
 * console.log(program.run({ a: [[12, 7, -5], [3, 9, 20]], b: [3, 2, 4] }).data); // Int32Array [4, 3, -1, 1, 4, 5]
 * ```
 */
export const truncateDivide = makeOp({
  name: "truncate_divide",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => (isFloat(a.dtype) ? a.div(b).trunc() : a.div(b)) },
});
