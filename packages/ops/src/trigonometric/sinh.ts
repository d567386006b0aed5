/** The hyperbolic sine. */
import { makeOp } from "@rensa/core";

/**
 * The hyperbolic sine.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { sinh } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => sinh(x));
 * ```
 */
export const sinh = makeOp({
  name: "sinh",
  forward: { scalar: ([x]) => x.sinh() },
});
