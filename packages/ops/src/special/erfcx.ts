/** The scaled complementary error function. */
import { makeOp, type VjpThunks } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { scaledErfc, scaledErfcSlope } from "./erfc-scaled.ts";

/**
 * `exp(x^2) erfc(x)`, which falls like `1 / (x sqrt(pi))` where `erfc(x)` itself underflows, as PyTorch's
 * `special.erfcx`. Infinite far below 0. Its derivative is `2 x erfcx(x) - 2 / sqrt(pi)`.
 *
 * Source: Cody, *Rational Chebyshev approximations for the error function* (1969).
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { erfcx } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => erfcx(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [108.9409..., 5.00898, 1, 0.6156..., 0.4275..., 0.2553...]
 * ```
 */
export const erfcx = makeOp({
  name: "erfcx",
  forward: { scalar: ([x]) => scaledErfc(x) },
  vjp: ({ inputs: [x], output, gradient }): VjpThunks => [() => mul(gradient, mul(output, erfcxSlope(x)))],
});

/**
 * The derivative of the logarithm of {@link erfcx}.
 *
 * @internal
 */
export const erfcxSlope = makeOp({ name: "erfcx_slope", forward: { scalar: ([x]) => scaledErfcSlope(x) } });
