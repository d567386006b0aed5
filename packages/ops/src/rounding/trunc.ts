/** The integer part. The derivative is 0. */
import { makeOp } from "@rensa/core";

/**
 * The integer part. The derivative is 0.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { trunc } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => trunc(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-1.5, -0.5, 0.3], [0.5, 1.7, 2.5]] }).data); // Float32Array [-1, 0, 0, 0, 1, 2]
 * ```
 */
export const trunc = makeOp({
  name: "trunc",
  forward: { scalar: ([x]) => x.trunc() },
});
