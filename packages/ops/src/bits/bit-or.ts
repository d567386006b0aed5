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
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ a: i32(2, 3), b: i32(3) }, ({ a, b }) => bitOr(a, b));
 * const program = await compile(traced);
 * console.log(program.run({ a: [[12, 7, -5], [3, 9, 20]], b: [3, 2, 4] }).data); // Int32Array [15, 7, -1, 3, 11, 20]
 * ```
 */
export const bitOr = makeOp({
  name: "bit_or",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.or(b) },
  traits: { commutative: true },
});
