/** The inverse sine, in radians. */
import { makeOp } from "@rensa/core";

/**
 * The inverse sine, in radians.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { asin } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => asin(x));
 * ```
 */
export const asin = makeOp({
  name: "asin",
  forward: { scalar: ([x]) => x.asin() },
});
