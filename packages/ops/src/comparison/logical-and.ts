/** True where both are. */
import { makeOp } from "@rensa/core";

/**
 * True where both are.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { logicalAnd } from "@rensa/ops";
 * import { bool, trace } from "@rensa/core";
 *
 * const traced = trace({ a: bool(2, 3), b: bool(3) }, ({ a, b }) => logicalAnd(a, b));
 * ```
 */
export const logicalAnd = makeOp({
  name: "logical_and",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.and(b) },
  traits: { commutative: true },
});
