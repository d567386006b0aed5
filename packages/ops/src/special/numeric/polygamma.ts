/** lgamma, digamma and its derivatives of plain numbers above 0, for host ops. */
import { bernoulliNumbers } from "../bernoulli-numbers.ts";

/** From here on the asymptotic series are as exact as float64, for the few lowest orders. */
const LARGE = 12;

/** The remainder of Stirling's formula, `lgamma(x) - ((x - 1/2) log(x) - x + log(2 pi) / 2)`, for x from 8 on. */
export function stirlingRemainder(x: number): number {
  return (
    bernoulliNumbers.reduceRight((sum, bernoulli, index) => {
      const order = 2 * index + 2;
      return sum / (x * x) + bernoulli / (order * (order - 1));
    }, 0) / x
  );
}

/** The logarithm of the gamma function (DLMF 5.11.1 and 5.5.1). */
export function lgammaOf(x: number): number {
  let product = 1;
  let moved = x;
  for (; moved < LARGE; moved++) product *= moved;
  return (
    (moved - 0.5) * Math.log(moved) - moved + Math.log(2 * Math.PI) / 2 + stirlingRemainder(moved) - Math.log(product)
  );
}

/** The derivative of lgamma of order `order + 1`: digamma for order 0 (DLMF 5.11.2, 5.15.8 and the recurrence 5.15.5). */
export function polygammaOf(order: number, x: number): number {
  const start = LARGE + order;
  let sum = 0;
  let moved = x;
  for (; moved < start; moved++) sum += moved ** (-order - 1);
  if (order === 0) {
    const series = bernoulliNumbers.reduceRight(
      (total, bernoulli, index) => total / (moved * moved) + bernoulli / (2 * index + 2),
      0,
    );
    return Math.log(moved) - 0.5 / moved - series / (moved * moved) - sum;
  }
  // Everything is divided by order! until the end.
  let rising = 1;
  const corrections = bernoulliNumbers.map((bernoulli, index) => {
    const even = 2 * index + 2;
    rising *= even === 2 ? order + 1 : ((order + even - 2) * (order + even - 1)) / ((even - 2) * (even - 3));
    return (bernoulli * rising) / (even * (even - 1));
  });
  const series = corrections.reduceRight((total, correction) => total / (moved * moved) + correction, 0);
  const tail = moved ** -order * (1 / order + 0.5 / moved + series / (moved * moved));
  let factorial = 1;
  for (let factor = 2; factor <= order; factor++) factorial *= factor;
  return (order % 2 === 0 ? -1 : 1) * factorial * (sum + tail);
}
