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
 * import { i32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: i32(2, 3), b: i32(3) }, ({ a, b }) => truncateDivide(a, b));
 * ```
 */
export const truncateDivide = makeOp({
  name: "truncate_divide",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => (isFloat(a.dtype) ? a.div(b).trunc() : a.div(b)) },
});
