/** True where both are. */
import { makeOp } from "@rensa/core";

/**
 * True where both are.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` where shapes do not broadcast, `DTYPE_MISMATCH` for two dtypes.
 *
 * @example
 * ```ts
 * import { logicalAnd } from "@rensa/ops";
 * import { bool, compile, trace } from "rensa";
 *
 * const traced = trace({ a: bool(2, 3), b: bool(3) }, ({ a, b }) => logicalAnd(a, b));
 * const program = await compile(traced);
 * console.log(program.run({ a: [[1, 0, 1], [1, 0, 0]], b: [1, 1, 0] }).data); // Uint8Array [1, 0, 0, 1, 0, 0]
 * ```
 */
export const logicalAnd = makeOp({
  name: "logical_and",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.and(b) },
  traits: { commutative: true },
});
