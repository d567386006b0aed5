/** The angle of the point (b, a), in radians. */
import { makeOp } from "@rensa/core";

/**
 * The angle of the point (b, a), in radians.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { atan2 } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => atan2(a, b));
 * ```
 */
export const atan2 = makeOp({
  name: "atan2",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.atan2(b) },
});
