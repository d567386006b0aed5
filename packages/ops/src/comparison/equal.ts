/** True where both are equal; NaN equals nothing. */
import { makeOp } from "@rensa/core";

/**
 * True where both are equal; NaN equals nothing.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { equal } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => equal(a, b));
 * ```
 */
export const equal = makeOp({
  name: "equal",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.eq(b) },
  result: "bool",
  traits: { commutative: true },
});
