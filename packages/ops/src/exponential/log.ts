/** The natural logarithm. */
import { makeOp } from "@rensa/core";

/**
 * The natural logarithm.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { log } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => log(x));
 * ```
 */
export const log = makeOp({
  name: "log",
  forward: { scalar: ([x]) => x.log() },
});
