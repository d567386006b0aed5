/** The logarithm of the gamma function. */
import { constantScalar, makeOp, select, type Scalar } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { digamma } from "./digamma.ts";
import { shiftUp, reflected, angleOf } from "./gamma-shift.ts";
import { polynomial } from "./polynomial.ts";
import { bernoulliNumbers } from "./bernoulli-numbers.ts";

/** `1 - gamma` and `(-1)^k (zeta(k) - 1) / k`: the series of the function around its zero at 2 (DLMF 5.7.3). */
const aroundTwo = [
  0.42278433509846713, 0.3224670334241132, -0.0673523010531981, 0.020580808427784546, -0.007385551028673986,
  0.0028905103307415234, -0.001192753911703261, 0.0005096695247430425, -0.00022315475845357939, 9.945751278180853e-5,
  -4.492623673813314e-5, 2.050721277567069e-5, -9.439488275268397e-6, 4.374866789907488e-6, -2.039215753801366e-6,
  9.55141213040742e-7, -4.492469198764566e-7, 2.1207184805554665e-7, -1.0043224823968099e-7, 4.7698101693639804e-8,
  -2.2711094608943164e-8, 1.0838659214896955e-8, -5.183475041970047e-9, 2.4836745438024785e-9, -1.1921401405860912e-9,
  5.731367241678862e-10,
];

const coefficients = bernoulliNumbers.map((bernoulli, index) => bernoulli / (2 * (index + 1) * (2 * index + 1)));

/** Between its zeros at 1 and 2 and around them, where the asymptotic series leaves the difference of two numbers. */
function nearZeros(x: Scalar): Scalar {
  const [isBelow, isAbove] = [x.lt(1.5), x.gt(2.5)];
  const rest = select(isBelow, x.sub(1), select(isAbove, x.sub(3), x.sub(2)));
  const factor = select(isBelow, x, select(isAbove, x.sub(1), 1)).log();
  return polynomial(rest, aroundTwo)
    .mul(rest)
    .add(select(isBelow, factor.neg(), factor));
}

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
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => lgamma(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[0.25, 0.5, 1], [2, 3, 4]] });
 * console.log(data); // Float32Array [1.2880..., 0.5723..., 0, 0, 0.6931..., 1.7917...]
 * ```
 */
export const lgamma = makeOp({
  name: "lgamma",
  forward: {
    scalar: ([x]) => {
      const { isSmall, argument, product } = shiftUp(reflected(x));
      const inverse = constantScalar(1, x.dtype).div(argument);
      const series = polynomial(inverse.mul(inverse), coefficients).mul(inverse);
      // One product, so that infinity is not subtracted from infinity.
      const leading = argument.sub(0.5).mul(argument.log().sub(1));
      const large = leading.add(series).add((Math.log(2 * Math.PI) - 1) / 2);
      const shifted = select(isSmall, large.sub(product.log()), large);
      const value = select(x.ge(0.5).and(x.lt(3.5)), nearZeros(x), shifted);
      const reflection = angleOf(x).sin().abs().log().neg().add(Math.log(Math.PI)).sub(value);
      // The angle of the smallest numbers is rounded to few digits, and beyond the integers it overflows: all poles.
      const negative = select(x.gt(-1e-25), x.abs().log().neg(), select(x.lt(-(2 ** 53)), Infinity, reflection));
      return select(x.isFinite(), select(x.lt(0), negative, value), x.abs());
    },
  },
  vjp: ({ inputs: [x], gradient }) => [() => mul(gradient, digamma(x))],
});
