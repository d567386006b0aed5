/** The tangent, in radians. */
import { makeOp } from "@rensa/core";

/**
 * The tangent, in radians.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { tan } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => tan(x));
 * ```
 */
export const tan = makeOp({
  name: "tan",
  forward: { scalar: ([x]) => x.tan() },
});
