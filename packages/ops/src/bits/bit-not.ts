/** Every bit inverted. */
import { makeOp } from "@rensa/core";

/**
 * Every bit inverted, as PyTorch's `bitwise_not`: of i32 that is `-x - 1`, of u8 `255 - x`, of bool the logical not.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for floats.
 *
 * @example
 * ```ts
 * import { bitNot } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ x: i32(3) }, ({ x }) => bitNot(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [12, 7, -5] }).data); // Int32Array [-13, -8, 4]
 * ```
 */
export const bitNot = makeOp({
  name: "bit_not",
  forward: { scalar: ([x]) => x.not() },
});
