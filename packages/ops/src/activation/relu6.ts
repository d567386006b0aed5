/** min(max(x, 0), 6). */
import { constantScalar, makeOp, select } from "@rensa/core";

/**
 * min(max(x, 0), 6). The derivative at 0 and at 6 is 0; NaN stays NaN. As PyTorch's `relu6`.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { relu6 } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => relu6(x));
 * ```
 */
export const relu6 = makeOp({
  name: "relu6",
  forward: {
    scalar: ([x]) => select(x.le(0), constantScalar(0, x.dtype), select(x.ge(6), constantScalar(6, x.dtype), x)),
  },
});
