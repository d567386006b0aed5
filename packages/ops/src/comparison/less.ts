/** True where the first is below the second. */
import { makeOp } from "@rensa/core";

/**
 * True where the first is below the second.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { less } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => less(a, b));
 * ```
 */
export const less = makeOp({
  name: "less",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.lt(b) },
  result: "bool",
});
