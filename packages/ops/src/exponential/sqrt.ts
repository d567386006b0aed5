/** The square root. */
import { makeOp } from "@rensa/core";

/**
 * The square root.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { sqrt } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => sqrt(x));
 * ```
 */
export const sqrt = makeOp({
  name: "sqrt",
  forward: { scalar: ([x]) => x.sqrt() },
});
