/** Polynomials and Chebyshev sums of an element. */
import { constantScalar, type Scalar } from "@rensa/core";

/** `c[0] + c[1] x + c[2] x^2 + ...`, by Horner's rule. */
export function polynomial(x: Scalar, coefficients: readonly number[]): Scalar {
  const [highest = 0, ...others] = coefficients.toReversed();
  return others.reduce((sum, coefficient) => sum.mul(x).add(coefficient), constantScalar(highest, x.dtype));
}

/** `c[0] + c[1] T1(x) + c[2] T2(x) + ...` for x from -1 to 1, by Clenshaw's recurrence. */
export function chebyshevSum(x: Scalar, coefficients: readonly number[]): Scalar {
  const [constant = 0, ...others] = coefficients;
  const twice = x.mul(2);
  const zero = constantScalar(0, x.dtype);
  const [first, second] = others
    .toReversed()
    .reduce<readonly [Scalar, Scalar]>(
      ([one, two], coefficient) => [twice.mul(one).sub(two).add(coefficient), one],
      [zero, zero],
    );
  return x.mul(first).sub(second).add(constant);
}
