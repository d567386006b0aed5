/** min(max(x, 0), 6). */
import { defineOp } from "@rensa/core";

/**
 * min(max(x, 0), 6).
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
export const relu6 = defineOp({
  name: "relu6",
  forward: { scalar: ([x]) => x.max(0).min(6) },
});
