/** The bits that are 1 in at least one operand. */
import { makeOp } from "@rensa/core";

/**
 * The bits that are 1 in at least one operand, as PyTorch's `bitwise_or`. Of i32 (two's complement) and u8; of bool it
 * is the logical operation.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for floats or two dtypes, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { bitOr } from "@rensa/ops";
 * import { i32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: i32(2, 3), b: i32(3) }, ({ a, b }) => bitOr(a, b));
 * ```
 */
export const bitOr = makeOp({
  name: "bit_or",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.or(b) },
  traits: { commutative: true },
});
