/** Two to the power of the value. */
import { makeOp } from "@rensa/core";

/**
 * Two to the power of the value.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { exp2 } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => exp2(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [0.25, 0.5, 1, 1.4142..., 2, 4]
 * ```
 */
export const exp2 = makeOp({
  name: "exp2",
  forward: { scalar: ([x]) => x.mul(Math.LN2).exp() },
});
