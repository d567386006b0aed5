/** The smallest integer that is not below the value. The derivative is 0. */
import { makeOp } from "@rensa/core";

/**
 * The smallest integer that is not below the value. The derivative is 0.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { ceil } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => ceil(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-1.5, -0.5, 0.3], [0.5, 1.7, 2.5]] }).data); // Float32Array [-1, 0, 1, 1, 2, 3]
 * ```
 */
export const ceil = makeOp({
  name: "ceil",
  forward: { scalar: ([x]) => x.ceil() },
});
