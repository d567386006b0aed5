/** The inverse hyperbolic sine. */
import { makeOp } from "@rensa/core";

/**
 * The inverse hyperbolic sine.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { asinh } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => asinh(x));
 * ```
 */
export const asinh = makeOp({
  name: "asinh",
  forward: { scalar: ([x]) => x.asinh() },
});
