/** The square of the difference. */
import { makeOp } from "@rensa/core";

/**
 * The square of the difference.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { squaredDifference } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => squaredDifference(a, b));
 * ```
 */
export const squaredDifference = makeOp({
  name: "squared_difference",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.sub(b).mul(a.sub(b)) },
  traits: { commutative: true },
});
