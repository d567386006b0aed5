/** True where one is. */
import { makeOp } from "@rensa/core";

/**
 * True where one is.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { logicalOr } from "@rensa/ops";
 * import { bool, trace } from "@rensa/core";
 *
 * const traced = trace({ a: bool(2, 3), b: bool(3) }, ({ a, b }) => logicalOr(a, b));
 * ```
 */
export const logicalOr = makeOp({
  name: "logical_or",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.or(b) },
  traits: { commutative: true },
});
