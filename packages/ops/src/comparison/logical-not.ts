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
 * import { bool, trace } from "@rensa/core";
 *
 * const traced = trace({ x: bool(2, 3) }, ({ x }) => logicalNot(x));
 * ```
 */
export const logicalNot = makeOp({
  name: "logical_not",
  forward: { scalar: ([x]) => x.not() },
});
