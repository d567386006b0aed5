/** The hyperbolic tangent. */
import { defineOp } from "@rensa/core";

/**
 * The hyperbolic tangent.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { tanh } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => tanh(x));
 * ```
 */
export const tanh = defineOp({
  name: "tanh",
  forward: { scalar: ([x]) => x.tanh() },
});
