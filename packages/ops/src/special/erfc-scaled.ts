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
  const tail = scaledTail(x.abs().max(NEAR));
  const away = select(x.lt(0), growth.mul(2).sub(tail), tail);
  return select(x.abs().le(NEAR), growth.mul(x.erf().neg().add(1)), away);
}

/**
 * The logarithmic derivative of {@link scaledErfc}, `2 x - 2 / (sqrt(pi) y)`, which for large x is the difference of two
 * numbers that are nearly the same: there, from the correction itself.
 */
export function scaledErfcSlope(x: Scalar): Scalar {
  const inverse = constantScalar(1, x.dtype).div(x.max(4));
  const square = inverse.mul(inverse);
  const ratio = polynomial(square, far.numerator).div(polynomial(square, far.denominator));
  const away = ratio
    .mul(inverse)
    .mul(-2)
    .div(
      ratio
        .mul(square)
        .neg()
        .add(1 / Math.sqrt(Math.PI)),
    );
  // Below -5 the quotient is less than the last digit of 2 x, before it overflows.
  // The clamps stand beyond the seams: at a clamp itself a derivative would be half of what it is.
  const near = constantScalar(2 / Math.sqrt(Math.PI), x.dtype).div(scaledErfc(x.max(-7).min(5)));
  return select(x.gt(4), away, x.mul(2).sub(select(x.lt(-6), 0, near)));
}

/** `exp(-scale x^2)`: from a rounded x whose square is exact, so that no digit is lost however large the exponent is. */
function gaussian(x: Scalar, scale: number): Scalar {
  const inside = x.max(-64).min(64);
  const rounded = inside
    .mul(16)
    .round()
    .mul(1 / 16);
  const rest = inside.sub(rounded).mul(inside.add(rounded));
  return rounded.mul(rounded).mul(-scale).exp().mul(rest.mul(-scale).exp());
}

/** The complementary error function of `x`, `scaled = x * sqrt(scale)`, with small relative error in the upper tail. */
function complement(x: Scalar, scaled: Scalar, scale: number): Scalar {
  const tail = gaussian(x, scale).mul(scaledTail(scaled.abs().max(NEAR)));
  const away = select(x.gt(0), tail, tail.neg().add(2));
  return select(scaled.abs().le(NEAR), scaled.erf().neg().add(1), away);
}

/** `1 - erf(x)`. */
export function complementaryError(x: Scalar): Scalar {
  return complement(x, x, 1);
}

/** The distribution function of the standard normal distribution, with small relative error in the lower tail. */
export function normalDistribution(x: Scalar): Scalar {
  const mirrored = x.neg();
  return complement(mirrored, mirrored.mul(Math.SQRT1_2), 0.5).mul(0.5);
}
