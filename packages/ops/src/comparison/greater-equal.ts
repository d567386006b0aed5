/** True where the first is not below the second. */
import { makeOp } from "@rensa/core";

/**
 * True where the first is not below the second.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { greaterEqual } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => greaterEqual(a, b));
 * ```
 */
export const greaterEqual = makeOp({
  name: "greater_equal",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.ge(b) },
  result: "bool",
});
