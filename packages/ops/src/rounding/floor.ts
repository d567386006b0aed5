/** The largest integer that is not above the value. The derivative is 0. */
import { makeOp } from "@rensa/core";

/**
 * The largest integer that is not above the value. The derivative is 0.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { floor } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => floor(x));
 * ```
 */
export const floor = makeOp({
  name: "floor",
  forward: { scalar: ([x]) => x.floor() },
});
