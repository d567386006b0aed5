/** True where exactly one is. */
import { makeOp } from "@rensa/core";

/**
 * True where exactly one is.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { logicalXor } from "@rensa/ops";
 * import { bool, trace } from "@rensa/core";
 *
 * const traced = trace({ a: bool(2, 3), b: bool(3) }, ({ a, b }) => logicalXor(a, b));
 * ```
 */
export const logicalXor = makeOp({
  name: "logical_xor",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.xor(b) },
  traits: { commutative: true },
});
