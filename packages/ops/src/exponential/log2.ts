/** The logarithm to base 2. */
import { makeOp } from "@rensa/core";

/**
 * The logarithm to base 2.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { log2 } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => log2(x));
 * ```
 */
export const log2 = makeOp({
  name: "log2",
  forward: { scalar: ([x]) => x.log().mul(Math.LOG2E) },
});
