/** The cosine, in radians. */
import { makeOp } from "@rensa/core";

/**
 * The cosine, in radians.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { cos } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => cos(x));
 * ```
 */
export const cos = makeOp({
  name: "cos",
  forward: { scalar: ([x]) => x.cos() },
});
