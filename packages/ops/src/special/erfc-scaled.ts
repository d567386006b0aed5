/** `exp(x^2) erfc(x)` of an element, from which the tails of the normal distribution follow without underflow. */
import { constantScalar, select, type Scalar } from "@rensa/core";
import { polynomial } from "./polynomial.ts";

// Cody, "Rational Chebyshev approximations for the error function" (1969): the middle interval and the far one.
const middle = {
  numerator: [
    1.23033935479799725e3, 2.05107837782607147e3, 1.71204761263407058e3, 8.8195222124176909e2, 2.98635138197400131e2,
    6.61191906371416295e1, 8.88314979438837594, 5.64188496988670089e-1, 2.15311535474403846e-8,
  ],
  denominator: [
    1.23033935480374942e3, 3.43936767414372164e3, 4.36261909014324716e3, 3.29079923573345963e3, 1.62138957456669019e3,
    5.37181101862009858e2, 1.17693950891312499e2, 1.57449261107098347e1, 1,
  ],
};
const far = {
  numerator: [
    6.58749161529837803e-4, 1.60837851487422766e-2, 1.25781726111229246e-1, 3.60344899949804439e-1,
    3.05326634961232344e-1, 1.63153871373020978e-2,
  ],
  denominator: [
    2.33520497626869185e-3, 6.05183413124413191e-2, 5.27905102951428412e-1, 1.87295284992346725, 2.56852019228982242, 1,
  ],
};

/** Up to here erfc is 1 - erf without loss. */
const NEAR = 0.46875;

/** `exp(x^2) erfc(x)`, for x not below {@link NEAR}. */
function scaledTail(x: Scalar): Scalar {
  const rational = polynomial(x, middle.numerator).div(polynomial(x, middle.denominator));
  const square = constantScalar(1, x.dtype).div(x.mul(x));
  const correction = polynomial(square, far.numerator).div(polynomial(square, far.denominator)).mul(square);
  return select(
    x.le(4),
    rational,
    correction
      .neg()
      .add(1 / Math.sqrt(Math.PI))
      .div(x),
  );
}

/** `exp(x^2) erfc(x)`. */
export function scaledErfc(x: Scalar): Scalar {
  const growth = x.mul(x).exp();
  const tail = scaledTail(x.abs());
  const away = select(x.lt(0), growth.mul(2).sub(tail), tail);
  return select(x.abs().le(NEAR), growth.mul(x.erf().neg().add(1)), away);
}

/** The distribution function of the standard normal distribution, with small relative error in the lower tail. */
export function normalDistribution(x: Scalar): Scalar {
  const scaled = x.mul(Math.SQRT1_2);
  const tail = scaled.mul(scaled).neg().exp().mul(scaledTail(scaled.abs())).mul(0.5);
  const away = select(x.lt(0), tail, tail.neg().add(1));
  return select(scaled.abs().le(NEAR), scaled.erf().add(1).mul(0.5), away);
}
