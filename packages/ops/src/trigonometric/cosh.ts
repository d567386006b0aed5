/** The hyperbolic cosine. */
import { makeOp } from "@rensa/core";

/**
 * The hyperbolic cosine.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { cosh } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => cosh(x));
 * ```
 */
export const cosh = makeOp({
  name: "cosh",
  forward: { scalar: ([x]) => x.cosh() },
});
