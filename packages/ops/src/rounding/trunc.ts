/** The integer part. The derivative is 0. */
import { makeOp } from "@rensa/core";

/**
 * The integer part. The derivative is 0.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { trunc } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => trunc(x));
 * ```
 */
export const trunc = makeOp({
  name: "trunc",
  forward: { scalar: ([x]) => x.trunc() },
});
