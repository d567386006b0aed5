/** The inverse hyperbolic cosine. */
import { makeOp } from "@rensa/core";

/**
 * The inverse hyperbolic cosine.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { acosh } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => acosh(x));
 * ```
 */
export const acosh = makeOp({
  name: "acosh",
  forward: { scalar: ([x]) => x.acosh() },
});
