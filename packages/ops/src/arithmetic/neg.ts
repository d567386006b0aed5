/** The negative. */
import { makeOp, type VjpThunks } from "@rensa/core";

/**
 * The negative.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { neg } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => neg(x));
 * ```
 */
export const neg = makeOp({
  name: "neg",
  forward: { scalar: ([x]) => x.neg() },
  vjp: ({ gradient }): VjpThunks => [() => neg(gradient)],
});
