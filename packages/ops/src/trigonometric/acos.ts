/** The inverse cosine, in radians. */
import { makeOp } from "@rensa/core";

/**
 * The inverse cosine, in radians.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { acos } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => acos(x));
 * ```
 */
export const acos = makeOp({
  name: "acos",
  forward: { scalar: ([x]) => x.acos() },
});
