/** The square. */
import { makeOp } from "@rensa/core";

/**
 * The square.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { square } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => square(x));
 * ```
 */
export const square = makeOp({
  name: "square",
  forward: { scalar: ([x]) => x.mul(x) },
});
