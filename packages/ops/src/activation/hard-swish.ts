/** x * hardSigmoid(x) (Howard et al. 2019). */
import { defineOp } from "@rensa/core";

/**
 * x * hardSigmoid(x) (Howard et al. 2019).
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { hardSwish } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => hardSwish(x));
 * ```
 */
export const hardSwish = defineOp({
  name: "hard_swish",
  forward: { scalar: ([x]) => x.mul(x.div(6).add(0.5).max(0).min(1)) },
});
