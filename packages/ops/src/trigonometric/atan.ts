/** The inverse tangent, in radians. */
import { makeOp } from "@rensa/core";

/**
 * The inverse tangent, in radians.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { atan } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => atan(x));
 * ```
 */
export const atan = makeOp({
  name: "atan",
  forward: { scalar: ([x]) => x.atan() },
});
