/** exp(x) - 1, exact near 0. */
import { makeOp } from "@rensa/core";

/**
 * exp(x) - 1, exact near 0.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { expm1 } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => expm1(x));
 * ```
 */
export const expm1 = makeOp({
  name: "expm1",
  forward: { scalar: ([x]) => x.expm1() },
});
