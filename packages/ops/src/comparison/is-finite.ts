/** True for anything but NaN and the infinities. */
import { makeOp } from "@rensa/core";

/**
 * True for anything but NaN and the infinities.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { isFinite } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => isFinite(x));
 * ```
 */
export const isFinite = makeOp({
  name: "is_finite",
  forward: { scalar: ([x]) => x.isFinite() },
  result: "bool",
});
