/** The smallest integer that is not below the value. The derivative is 0. */
import { makeOp } from "@rensa/core";

/**
 * The smallest integer that is not below the value. The derivative is 0.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { ceil } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => ceil(x));
 * ```
 */
export const ceil = makeOp({
  name: "ceil",
  forward: { scalar: ([x]) => x.ceil() },
});
