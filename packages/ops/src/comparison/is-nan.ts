/** True for NaN, the only value that differs from itself. */
import { makeOp } from "@rensa/core";

/**
 * True for NaN, the only value that differs from itself.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { isNan } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => isNan(x));
 * ```
 */
export const isNan = makeOp({
  name: "is_nan",
  forward: { scalar: ([x]) => x.ne(x) },
  result: "bool",
});
