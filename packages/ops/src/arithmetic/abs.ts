/** The absolute value; its derivative at 0 is 0. */
import { makeOp } from "@rensa/core";

/**
 * The absolute value; its derivative at 0 is 0.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { abs } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => abs(x));
 * ```
 */
export const abs = makeOp({
  name: "abs",
  forward: { scalar: ([x]) => x.abs() },
});
