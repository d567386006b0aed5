/** The nearest integer, halves to even. The derivative is 0. */
import { makeOp } from "@rensa/core";

/**
 * The nearest integer, halves to even. The derivative is 0.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { round } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => round(x));
 * ```
 */
export const round = makeOp({
  name: "round",
  forward: { scalar: ([x]) => x.round() },
});
