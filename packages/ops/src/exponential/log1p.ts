/** log(1 + x), exact near 0. */
import { makeOp } from "@rensa/core";

/**
 * log(1 + x), exact near 0.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { log1p } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => log1p(x));
 * ```
 */
export const log1p = makeOp({
  name: "log1p",
  forward: { scalar: ([x]) => x.log1p() },
});
