/** The normal distribution function. */
import { makeOp, type VjpThunks } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { square } from "../arithmetic/square.ts";
import { exp } from "../exponential/exp.ts";
import { normalDistribution } from "./erfc-scaled.ts";

/**
 * The probability that a number of the standard normal distribution is at most `x`, `erfc(-x / sqrt(2)) / 2`, with a
 * small relative error in the lower tail, as PyTorch's `special.ndtr`. Its derivative is the density.
 *
 * Source: Cody, *Rational Chebyshev approximations for the error function* (1969).
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { ndtr } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => ndtr(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [0.0227..., 0.1586..., 0.5, 0.6914..., 0.8413..., 0.97725]
 * ```
 */
export const ndtr = makeOp({
  name: "ndtr",
  forward: { scalar: ([x]) => normalDistribution(x) },
  vjp: ({ inputs: [x], gradient }): VjpThunks => [
    () => mul(gradient, mul(exp(mul(square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI))),
  ],
});
