/** True where the first is not above the second. */
import { makeOp } from "@rensa/core";

/**
 * True where the first is not above the second.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { lessEqual } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => lessEqual(a, b));
 * ```
 */
export const lessEqual = makeOp({
  name: "less_equal",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.le(b) },
  result: "bool",
});
