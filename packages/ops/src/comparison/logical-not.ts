/** True where the input is false. */
import { makeOp } from "@rensa/core";

/**
 * True where the input is false.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { logicalNot } from "@rensa/ops";
 * import { bool, compile, trace } from "rensa";
 *
 * const traced = trace({ x: bool(2, 3) }, ({ x }) => logicalNot(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[1, 0, 1], [1, 0, 0]] }).data); // Uint8Array [0, 1, 0, 0, 1, 1]
 * ```
 */
export const logicalNot = makeOp({
  name: "logical_not",
  forward: { scalar: ([x]) => x.not() },
});
