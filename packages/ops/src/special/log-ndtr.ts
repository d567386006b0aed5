/** The logarithm of the normal distribution function. */
import { constantScalar, makeOp, select, type VjpThunks } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { scaledErfc, normalDistribution } from "./erfc-scaled.ts";
import { erfcxSlope } from "./erfcx.ts";

/**
 * The logarithm of {@link ndtr}, which stays finite where that underflows: about `-x^2 / 2` far below 0, as PyTorch's
 * `special.log_ndtr`. Its derivative is `sqrt(2 / pi) / erfcx(-x / sqrt(2))`.
 *
 * Source: Cody, *Rational Chebyshev approximations for the error function* (1969).
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { logNdtr } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => logNdtr(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-3.7831..., -1.8410..., -0.6931..., -0.3689..., -0.1727..., -0.0230...]
 * ```
 */
export const logNdtr = makeOp({
  name: "log_ndtr",
  forward: {
    scalar: ([x]) => {
      const low = scaledErfc(x.mul(-Math.SQRT1_2)).mul(0.5).log().sub(x.mul(x).mul(0.5));
      return select(x.lt(-1), low, normalDistribution(x.neg()).neg().log1p());
    },
  },
  vjp: ({ inputs: [x], gradient }): VjpThunks => [() => mul(gradient, logNdtrSlope(x))],
});

/**
 * The derivative of {@link logNdtr}, the inverse Mills ratio; its own is itself times that of the logarithm of erfcx.
 *
 * @internal
 */
export const logNdtrSlope = makeOp({
  name: "log_ndtr_slope",
  forward: {
    scalar: ([x]) => constantScalar(Math.sqrt(2 / Math.PI), x.dtype).div(scaledErfc(x.mul(-Math.SQRT1_2))),
  },
  vjp: ({ inputs: [x], output, gradient }): VjpThunks => [
    () => {
      const slope = mul(erfcxSlope(mul(x, -Math.SQRT1_2)), Math.SQRT1_2);
      return mul(gradient, mul(output, slope));
    },
  ],
});
