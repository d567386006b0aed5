/** x * hardSigmoid(x) (Howard et al. 2019). */
import { constantScalar, defineOp, select } from "@rensa/core";

/**
 * x * hardSigmoid(x) (Howard et al. 2019). The derivative at -3 is 0 and at 3 it is 1, as in PyTorch's `hardswish`. At
 * -infinity it is its limit 0, where PyTorch has NaN.
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
  forward: {
    scalar: ([x]) => select(x.le(-3), constantScalar(0, x.dtype), select(x.ge(3), x, x.mul(x.div(6).add(0.5)))),
  },
});
