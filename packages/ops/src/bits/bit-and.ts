/** The bits that are 1 in both operands. */
import { makeOp } from "@rensa/core";

/**
 * The bits that are 1 in both operands, as PyTorch's `bitwise_and`. Of i32 (two's complement) and u8; of bool it is
 * the logical operation.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for floats or two dtypes, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { bitAnd } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ a: i32(2, 3), b: i32(3) }, ({ a, b }) => bitAnd(a, b));
 * const program = await compile(traced);
 * console.log(program.run({ a: [[12, 7, -5], [3, 9, 20]], b: [3, 2, 4] }).data); // Int32Array [0, 2, 0, 3, 0, 4]
 * ```
 */
export const bitAnd = makeOp({
  name: "bit_and",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.and(b) },
  traits: { commutative: true },
});
