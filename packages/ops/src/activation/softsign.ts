/** x / (1 + |x|). */
import { defineOp } from "@rensa/core";

/**
 * x / (1 + |x|).
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { softsign } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => softsign(x));
 * ```
 */
export const softsign = defineOp({
  name: "softsign",
  forward: { scalar: ([x]) => x.div(x.abs().add(1)) },
});
