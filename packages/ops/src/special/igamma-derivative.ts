/** The derivatives of the lower incomplete gamma function by its shape, of any order: a part of igamma and igammac. */
import { makeOp, wholeNumber, type Tensor, type VjpThunks } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { neg } from "../arithmetic/neg.ts";
import { sub } from "../arithmetic/sub.ts";
import { exp } from "../exponential/exp.ts";
import { log } from "../exponential/log.ts";
import { digamma } from "./digamma.ts";
import { lgamma } from "./lgamma.ts";
import { lowerGammaDerivative } from "./numeric/incomplete-gamma.ts";
import { checkPair, elementPairs } from "./element-pairs.ts";
import { polygamma } from "./polygamma.ts";
import { xlogy } from "./xlogy.ts";

/** The density of the gamma distribution of shape a and rate 1: `x^(a - 1) exp(-x) / gamma(a)`, the derivative of P by x. */
export function gammaDensity(a: Tensor, x: Tensor): Tensor {
  return exp(sub(sub(xlogy(sub(a, 1), x), x), lgamma(a)));
}

/**
 * The derivative of the lower regularized incomplete gamma function P(a, x) by a, of the given order (from 1 on).
 *
 * @internal
 */
export const igammaDerivative = makeOp({
  name: "igamma_derivative",
  inputs: ["a", "x"],
  attributes: { order: wholeNumber(1, { minimum: 1 }) },
  forward: elementPairs((a: number, x: number, { order }: { readonly order: number }) =>
    lowerGammaDerivative(order, a, x),
  ),
  vjp: ({ inputs: [a, x], gradient }, { order }): VjpThunks => [
    () => mul(gradient, igammaDerivative(a, x, order + 1)),
    () => mul(gradient, mul(gammaDensity(a, x), densityFactor(a, x, order))),
  ],
  check: (_attributes, inputs) => {
    checkPair("igamma_derivative", inputs);
  },
  takes: "a, x, order",
  call:
    (apply) =>
    (a: Tensor, x: Tensor, order: number): Tensor =>
      apply([a, x], { order }),
});

/** What the density's derivative of some order by a has as a factor: a Bell polynomial of those of its logarithm. */
function densityFactor(a: Tensor, x: Tensor, order: number): Tensor | 1 {
  const slopes = Array.from({ length: order }, (_, index) =>
    index === 0 ? sub(log(x), digamma(a)) : neg(polygamma(a, { order: index })),
  );
  const factors: (Tensor | 1)[] = [1];
  for (let power = 0; power < order; power++) {
    let binomial = 1;
    const terms = slopes.slice(0, power + 1).map((slope, index) => {
      const weight = binomial;
      binomial = (binomial * (power - index)) / (index + 1);
      return mul(mul(slope, weight), factors[power - index] ?? 1);
    });
    factors.push(terms.reduce((sum, term) => add(sum, term)));
  }
  return factors[order] ?? 1;
}
