/** The regularized incomplete gamma functions of plain numbers, and their derivatives by the shape. */
import { lgammaOf, polygammaOf, stirlingRemainder } from "./polygamma.ts";

/** P(a, x), the lower one: the probability that a number of the gamma distribution of shape a is at most x. */
export function lowerGamma(a: number, x: number): number {
  if (!(a >= 0 && x >= 0) || (a === 0 && x === 0) || (a === Infinity && x === Infinity)) return Number.NaN;
  if (x === 0 || a === Infinity) return 0;
  if (a === 0 || x === Infinity) return 1;
  return x < a + 1 ? series(a, x) : 1 - continuedFraction(a, x);
}

/** Q(a, x) = 1 - P(a, x), the upper one. */
export function upperGamma(a: number, x: number): number {
  if (!(a >= 0 && x >= 0) || (a === 0 && x === 0) || (a === Infinity && x === Infinity)) return Number.NaN;
  if (x === 0 || a === Infinity) return 1;
  if (a === 0 || x === Infinity) return 0;
  return x < a + 1 ? 1 - series(a, x) : continuedFraction(a, x);
}

/** `x^a exp(-x) / gamma(a + 1)`; for large a from the distance of x and a, so that nothing large cancels. */
function prefactor(a: number, x: number): number {
  if (a < 16) return Math.exp(a * Math.log(x) - x - lgammaOf(a + 1));
  const distance = (x - a) / a;
  const exponent = Math.abs(distance) < 0.5 ? distance - Math.log1p(distance) : x / a - 1 - Math.log(x / a);
  return Math.exp(-a * exponent - stirlingRemainder(a)) / Math.sqrt(2 * Math.PI * a);
}

/** P(a, x) by its series (DLMF 8.11.4), whose terms are all positive. */
function series(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return prefactor(a, x) * sum;
}

/** Q(a, x) by its continued fraction (DLMF 8.9.2), evaluated from the front (Lentz 1976). */
function continuedFraction(a: number, x: number): number {
  let denominator = x + 1 - a;
  let c = Infinity;
  let d = 1 / denominator;
  let fraction = d;
  for (let n = 1, factor = 0; Math.abs(factor - 1) > 1e-16 && n < 100_000; n++) {
    const numerator = n * (a - n);
    denominator += 2;
    d = 1 / (denominator + numerator * d);
    c = denominator + numerator / c;
    factor = c * d;
    fraction *= factor;
  }
  return prefactor(a, x) * a * fraction;
}

/**
 * The derivative of P(a, x) by a, of the given order from 1 on: the series with every term a Taylor polynomial in a.
 * Where x lies so far above a that Q(a, x) is below 1e-30 it is 0.
 */
export function lowerGammaDerivative(order: number, a: number, x: number): number {
  if (!(a > 0 && x >= 0)) return Number.NaN;
  if (x === 0 || x > a + 80 + 14 * Math.sqrt(a)) return 0;
  let term: readonly number[] = Array.from({ length: order + 1 }, (_, power) => Number(power === 0));
  const sum = [...term];
  // The terms rise until a + n passes x, and their derivatives fall later than they do.
  for (let n = 1; n <= 1e7; n++) {
    term = dividedByLinear(term, a + n, x);
    term.forEach((part, power) => (sum[power] = (sum[power] ?? 0) + part));
    if (a + n > x && term.every((part, power) => Math.abs(part) <= 1e-17 * Math.abs(sum[power] ?? 0))) break;
  }
  const factor = exponential(
    prefactor(a, x),
    Array.from({ length: order + 1 }, (_, power) => exponentPart(power, a, x)),
  );
  let factorial = 1;
  for (let number = 2; number <= order; number++) factorial *= number;
  return factorial * sum.reduce((total, part, power) => total + part * (factor[order - power] ?? 0), 0);
}

/** A Taylor polynomial in e, times `x / (b + e)`. */
function dividedByLinear(polynomial: readonly number[], b: number, x: number): number[] {
  let before = 0;
  return polynomial.map((part) => (before = (part * x - before) / b));
}

/** The Taylor coefficients of `a log(x) - x - lgamma(a + 1)` in a; the constant one is not used. */
function exponentPart(power: number, a: number, x: number): number {
  let factorial = 1;
  for (let number = 2; number <= power; number++) factorial *= number;
  const slope = power === 1 ? Math.log(x) : 0;
  return power === 0 ? 0 : slope - polygammaOf(power - 1, a + 1) / factorial;
}

/** The Taylor polynomial of an exponential, from its value and the polynomial of its exponent. */
function exponential(value: number, exponent: readonly number[]): number[] {
  const result = [value];
  for (let power = 1; power < exponent.length; power++) {
    let sum = 0;
    for (let at = 1; at <= power; at++) sum += at * (exponent[at] ?? 0) * (result[power - at] ?? 0);
    result.push(sum / power);
  }
  return result;
}
