/** max(x, 0). The derivative at 0 is 0. */
import { constantScalar, makeOp, select } from "@rensa/core";

/**
 * max(x, 0). The derivative at 0 is 0; NaN stays NaN. As PyTorch's `relu`.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { relu } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => relu(x));
 * ```
 */
export const relu = makeOp({
  name: "relu",
  forward: { scalar: ([x]) => select(x.le(0), constantScalar(0, x.dtype), x) },
});
