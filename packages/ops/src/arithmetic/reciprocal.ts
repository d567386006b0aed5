/** One over the value. */
import { makeOp } from "@rensa/core";

/**
 * One over the value.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { reciprocal } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => reciprocal(x));
 * ```
 */
export const reciprocal = makeOp({
  name: "reciprocal",
  forward: { scalar: ([x]) => x.pow(-1) },
});
