/** True where one is. */
import { makeOp } from "@rensa/core";

/**
 * True where one is.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` where shapes do not broadcast, `DTYPE_MISMATCH` for two dtypes.
 *
 * @example
 * ```ts
 * import { logicalOr } from "@rensa/ops";
 * import { bool, compile, trace } from "rensa";
 *
 * const traced = trace({ a: bool(2, 3), b: bool(3) }, ({ a, b }) => logicalOr(a, b));
 * const program = await compile(traced);
 * console.log(program.run({ a: [[1, 0, 1], [1, 0, 0]], b: [1, 1, 0] }).data); // Uint8Array [1, 1, 1, 1, 1, 0]
 * ```
 */
export const logicalOr = makeOp({
  name: "logical_or",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.or(b) },
  traits: { commutative: true },
});
