/** The inverse tangent, in radians. */
import { defineOp } from "@rensa/core";

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
export const atan = defineOp({
  name: "atan",
  forward: { scalar: ([x]) => x.atan() },
});
