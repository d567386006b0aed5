/** The derivatives of digamma. */
import { constantScalar, makeOp, wholeNumber, RensaError, type Scalar, select, type VjpThunks } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { reflected, angleOf } from "./gamma-shift.ts";
import { polynomial } from "./polynomial.ts";
import { bernoulliNumbers } from "./bernoulli-numbers.ts";

/**
 * The derivative of {@link digamma} of the given order, `(-1)^(n + 1) n! sum over k from 0 of 1 / (x + k)^(n + 1)`, as
 * PyTorch's `polygamma`. Order 1 (the default) is the trigamma function. Infinite at 0 and the negative integers; its
 * own derivative is the next order.
 *
 * Source: the sum by Euler and Maclaurin (DLMF 2.10.1), and for negative numbers the reflection DLMF 5.15.6.
 *
 * Elementwise.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for an order that is no integer from 1 to 30, `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { polygamma } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => polygamma(x, { order: 2 }));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[0.25, 0.5, 1], [2, 3, 4]] });
 * console.log(data); // Float32Array [-129.3277..., -16.8287..., -2.4041..., -0.4041..., -0.1541..., -0.0800...]
 * ```
 */
export const polygamma = makeOp({
  name: "polygamma",
  attributes: { order: wholeNumber(1, { minimum: 1, maximum: 30 }) },
  forward: { scalar: ([x], { order }) => polygammaOf(x, order) },
  vjp: ({ inputs: [x], gradient }, { order }): VjpThunks => [() => mul(gradient, polygamma(x, { order: order + 1 }))],
  check: ({ order }) => {
    if (!(Number.isInteger(order) && order >= 1 && order <= 30)) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `polygamma: the order is ${String(order)}; give an integer from 1 to 30 (for order 0, digamma is there).`,
      );
    }
  },
});

function polygammaOf(x: Scalar, order: number): Scalar {
  const sum = zetaSum(reflected(x), order);
  // (-1)^n psi_n(1 - x) - psi_n(x) = pi d^n/dx^n cot(pi x), where psi_n(1 - x) = (-1)^(n + 1) sum.
  const cotangent = constantScalar(1, x.dtype).div(angleOf(x).sin().div(angleOf(x).cos()));
  const square = cotangent.mul(cotangent);
  const even = polynomial(square, cotangentDerivative(order));
  const derivative = (order % 2 === 0 ? even.mul(cotangent) : even).mul(Math.PI ** (order + 1));
  return select(x.lt(0), sum.add(derivative).neg(), order % 2 === 0 ? sum.neg() : sum);
}

/** `n! sum over k from 0 of 1 / (x + k)^(n + 1)` for x not below 0: the first terms, and the rest by its expansion. */
function zetaSum(x: Scalar, order: number): Scalar {
  const power = order + 1;
  const terms = 9 + order;
  const one = constantScalar(1, x.dtype);
  const inverse = one.div(x.add(terms));
  const inverseSquare = inverse.mul(inverse);
  // The integral, half a term, then Bernoulli numbers times odd derivatives at the place where the terms end.
  let rising = factorial(order);
  const corrections = bernoulliNumbers.map((bernoulli, index) => {
    const from = 2 * index;
    rising *= from === 0 ? power : ((power + from - 1) * (power + from)) / (from * (from - 1));
    return (bernoulli * rising) / ((from + 2) * (from + 1));
  });
  const half = inverse.mul(factorial(order) / 2);
  const tail = half.add(polynomial(inverseSquare, corrections).mul(inverseSquare)).add(factorial(order - 1));
  let sum = tail.mul(integerPower(inverse, order));
  for (let term = terms - 1; term >= 0; term--) {
    sum = sum.add(integerPower(one.div(term === 0 ? x : x.add(term)), power).mul(factorial(order)));
  }
  return sum;
}

/** The n-th derivative of the cotangent as a polynomial in its square (n even: times it), by `c' = -(1 + c^2)`. */
function cotangentDerivative(order: number): readonly number[] {
  let coefficients = [0, 1];
  for (let step = 0; step < order; step++) {
    const slope = coefficients.slice(1).map((coefficient, index) => -coefficient * (index + 1));
    coefficients = Array.from(
      { length: slope.length + 2 },
      (_, index) => (slope[index] ?? 0) + (slope[index - 2] ?? 0),
    );
  }
  return coefficients.filter((_, index) => index % 2 === (order + 1) % 2);
}

function integerPower(x: Scalar, exponent: number): Scalar {
  if (exponent === 1) return x;
  const half = integerPower(x, Math.floor(exponent / 2));
  const square = half.mul(half);
  return exponent % 2 === 0 ? square : square.mul(x);
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
