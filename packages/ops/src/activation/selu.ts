/** The self-normalising exponential linear unit (Klambauer et al. 2017). */
import { defineOp, select } from "@rensa/core";

/**
 * The self-normalising exponential linear unit (Klambauer et al. 2017).
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { selu } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => selu(x));
 * ```
 */
export const selu = defineOp({
  name: "selu",
  forward: { scalar: ([x]) => select(x.gt(0), x, x.min(0).expm1().mul(1.6732632423543772)).mul(1.0507009873554805) },
});
