/** The bits that are 1 in exactly one operand. */
import { makeOp } from "@rensa/core";

/**
 * The bits that are 1 in exactly one operand, as PyTorch's `bitwise_xor`. Of i32 (two's complement) and u8; of bool it
 * is the logical operation.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for floats or two dtypes, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { bitXor } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ a: i32(2, 3), b: i32(3) }, ({ a, b }) => bitXor(a, b));
 * const program = await compile(traced);
 * console.log(program.run({ a: [[12, 7, -5], [3, 9, 20]], b: [3, 2, 4] }).data); // Int32Array [15, 5, -1, 0, 11, 16]
 * ```
 */
export const bitXor = makeOp({
  name: "bit_xor",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.xor(b) },
  traits: { commutative: true },
});
