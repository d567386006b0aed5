/** The logarithm of the gamma function. */
import { constantScalar, defineOp, select } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { digamma } from "./digamma.ts";
import { shiftUp, reflected, angleOf } from "./gamma-shift.ts";
import { polynomial } from "./polynomial.ts";
import { bernoulliNumbers } from "./bernoulli-numbers.ts";

const coefficients = bernoulliNumbers.map((bernoulli, index) => bernoulli / (2 * (index + 1) * (2 * index + 1)));

/**
 * The logarithm of the absolute value of the gamma function, as PyTorch's `lgamma`: `log((x - 1)!)` for integers above
 * 0, and infinite at 0 and the negative integers. Its derivative is {@link digamma}.
 *
 * Source: Stirling's series DLMF 5.11.1 from 8 on, the recurrence 5.5.1 below, the reflection 5.5.3 for negative
 * numbers. The error is about 1e-15, relative above 1 and absolute near the roots 1 and 2.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { lgamma } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => lgamma(x));
 * ```
 */
export const lgamma = defineOp({
  name: "lgamma",
  forward: {
    scalar: ([x]) => {
      const { isSmall, argument, product } = shiftUp(reflected(x));
      const inverse = constantScalar(1, x.dtype).div(argument);
      const series = polynomial(inverse.mul(inverse), coefficients).mul(inverse);
      // One product, so that infinity is not subtracted from infinity.
      const leading = argument.sub(0.5).mul(argument.log().sub(1));
      const large = leading.add(series).add((Math.log(2 * Math.PI) - 1) / 2);
      const value = select(isSmall, large.sub(product.log()), large);
      const reflection = angleOf(x).sin().abs().log().neg().add(Math.log(Math.PI)).sub(value);
      return select(x.isFinite(), select(x.lt(0), reflection, value), x.abs());
    },
  },
  vjp: ({ inputs: [x], gradient }) => [() => mul(gradient, digamma(x))],
});
