/** x above 0, and `alpha` (exp(x) - 1) below (Clevert et al. 2016). Default alpha: 1. */
import { defineOp, select } from "@rensa/core";

/**
 * x above 0, and `alpha` (exp(x) - 1) below (Clevert et al. 2016). Default alpha: 1.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { elu } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => elu(x));
 * ```
 */
export const elu = defineOp({
  name: "elu",
  attributes: { alpha: 1 },
  forward: { scalar: ([x], { alpha }) => select(x.gt(0), x, x.min(0).expm1().mul(alpha)) },
});
