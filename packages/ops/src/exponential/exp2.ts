/** Two to the power of the value. */
import { makeOp } from "@rensa/core";

/**
 * Two to the power of the value.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { exp2 } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => exp2(x));
 * ```
 */
export const exp2 = makeOp({
  name: "exp2",
  forward: { scalar: ([x]) => x.mul(Math.LN2).exp() },
});
