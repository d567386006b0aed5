/** True where the two differ. */
import { makeOp } from "@rensa/core";

/**
 * True where the two differ.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { notEqual } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => notEqual(a, b));
 * ```
 */
export const notEqual = makeOp({
  name: "not_equal",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.ne(b) },
  result: "bool",
  traits: { commutative: true },
});
