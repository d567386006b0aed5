/** The logarithmic derivative of the gamma function. */
import { constantScalar, makeOp, select } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { shiftUp, reflected, angleOf } from "./gamma-shift.ts";
import { polygamma } from "./polygamma.ts";
import { polynomial } from "./polynomial.ts";
import { bernoulliNumbers } from "./bernoulli-numbers.ts";

const coefficients = bernoulliNumbers.map((bernoulli, index) => bernoulli / (2 * (index + 1)));

/**
 * The derivative of {@link lgamma}, `gamma'(x) / gamma(x)`, as PyTorch's `digamma`: minus infinity at 0, NaN at the
 * negative integers. Its derivative is {@link polygamma}.
 *
 * Source: the asymptotic series DLMF 5.11.2 from 8 on, the recurrence 5.5.2 below, the reflection 5.5.4 for negative
 * numbers.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { digamma } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => digamma(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[0.25, 0.5, 1], [2, 3, 4]] });
 * console.log(data); // Float32Array [-4.2274..., -1.9635..., -0.5772..., 0.4227..., 0.9227..., 1.2561...]
 * ```
 */
export const digamma = makeOp({
  name: "digamma",
  forward: {
    scalar: ([x]) => {
      const { isSmall, argument, product, slope } = shiftUp(reflected(x));
      const inverse = constantScalar(1, x.dtype).div(argument);
      const square = inverse.mul(inverse);
      const series = polynomial(square, coefficients).mul(square);
      const large = argument.log().sub(inverse.mul(0.5)).sub(series);
      const value = select(isSmall, large.sub(slope.div(product)), large);
      const angle = angleOf(x);
      const cotangent = select(angle.eq(0), Number.NaN, angle.cos().div(angle.sin()));
      return select(x.lt(0), value.sub(cotangent.mul(Math.PI)), value);
    },
  },
  vjp: ({ inputs: [x], gradient }) => [() => mul(gradient, polygamma(x))],
});
