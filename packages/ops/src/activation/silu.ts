/** x * sigmoid(x), also called swish. */
import { defineOp } from "@rensa/core";

/**
 * x * sigmoid(x), also called swish.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { silu } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => silu(x));
 * ```
 */
export const silu = defineOp({
  name: "silu",
  forward: { scalar: ([x]) => x.mul(x.mul(0.5).tanh().mul(0.5).add(0.5)) },
});
