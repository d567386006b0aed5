/** exp(x) - 1, exact near 0. */
import { makeOp } from "@rensa/core";

/**
 * exp(x) - 1, exact near 0.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { expm1 } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => expm1(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.00001, 1, 2]] });
 * console.log(data); // Float32Array [-0.8646..., -0.6321..., 0, 0.00001000005, 1.7182..., 6.3890...]
 * ```
 */
export const expm1 = makeOp({
  name: "expm1",
  forward: { scalar: ([x]) => x.expm1() },
});
