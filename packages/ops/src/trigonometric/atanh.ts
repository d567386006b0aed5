/** The inverse hyperbolic tangent. */
import { makeOp } from "@rensa/core";

/**
 * The inverse hyperbolic tangent.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { atanh } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => atanh(x));
 * ```
 */
export const atanh = makeOp({
  name: "atanh",
  forward: { scalar: ([x]) => x.atanh() },
});
