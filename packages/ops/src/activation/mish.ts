/** x * tanh(softplus(x)) (Misra 2019). */
import { defineOp } from "@rensa/core";

/**
 * x * tanh(softplus(x)) (Misra 2019).
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { mish } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => mish(x));
 * ```
 */
export const mish = defineOp({
  name: "mish",
  forward: { scalar: ([x]) => x.mul(x.max(0).add(x.abs().neg().exp().log1p()).tanh()) },
});
