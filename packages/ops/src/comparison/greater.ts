/** True where the first is above the second. */
import { makeOp } from "@rensa/core";

/**
 * True where the first is above the second.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { greater } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => greater(a, b));
 * ```
 */
export const greater = makeOp({
  name: "greater",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.gt(b) },
  result: "bool",
});
