/** The exponential. */
import { makeOp } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";

/**
 * The exponential.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { exp } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => exp(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [0.1353..., 0.3678..., 1, 1.6487..., 2.7182..., 7.3890...]
 * ```
 */
export const exp = makeOp({
  name: "exp",
  forward: { scalar: ([x]) => x.exp() },
  vjp: ({ output, gradient }) => [() => mul(gradient, output)],
});
