/** The logarithm to base 10. */
import { makeOp } from "@rensa/core";

/**
 * The logarithm to base 10.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { log10 } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => log10(x));
 * ```
 */
export const log10 = makeOp({
  name: "log10",
  forward: { scalar: ([x]) => x.log().mul(Math.LOG10E) },
});
