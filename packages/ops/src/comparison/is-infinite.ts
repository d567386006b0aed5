/** True for the two infinities. */
import { makeOp } from "@rensa/core";

/**
 * True for the two infinities, false for NaN and finite numbers, as PyTorch's `isinf`.
 *
 * Elementwise.
 *
 * @example
 * ```ts
 * import { isInfinite } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => isInfinite(x));
 * ```
 */
export const isInfinite = makeOp({
  name: "is_infinite",
  forward: { scalar: ([x]) => x.isFinite().not().and(x.eq(x)) },
  result: "bool",
});
