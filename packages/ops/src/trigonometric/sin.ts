/** The sine, in radians. */
import { makeOp } from "@rensa/core";

/**
 * The sine, in radians.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { sin } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => sin(x));
 * ```
 */
export const sin = makeOp({
  name: "sin",
  forward: { scalar: ([x]) => x.sin() },
});
