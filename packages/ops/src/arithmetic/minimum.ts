/** The smaller of two; NaN where one is NaN. At a tie each has half of the gradient. */
import { makeOp } from "@rensa/core";

/**
 * The smaller of two; NaN where one is NaN. At a tie each has half of the gradient.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { minimum } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => minimum(a, b));
 * ```
 */
export const minimum = makeOp({
  name: "minimum",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.min(b) },
  traits: { commutative: true },
});
