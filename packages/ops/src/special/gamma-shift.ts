/** What lgamma and digamma share: arguments moved to where their asymptotic series converge, and reflected where negative. */
import { select, type Scalar } from "@rensa/core";

/** From here on the series is as exact as float64. */
const LARGE = 8;

/** An argument not below 0, moved up by {@link LARGE} where it is smaller than that. */
export interface Shifted {
  readonly isSmall: Scalar;
  /** At least {@link LARGE}. */
  readonly argument: Scalar;
  /** `x (x + 1) ... (x + 7)`: what the gamma function of the argument has more than that of x. */
  readonly product: Scalar;
  /** The derivative of {@link product}. */
  readonly slope: Scalar;
}

/** The argument moved up by the recurrence `gamma(x + 1) = x gamma(x)` (DLMF 5.5.1). */
export function shiftUp(x: Scalar): Shifted {
  const isSmall = x.lt(LARGE);
  let product = x;
  let slope: Scalar | null = null;
  for (let step = 1; step < LARGE; step++) {
    const factor = x.add(step);
    slope = slope === null ? product.add(factor) : slope.mul(factor).add(product);
    product = product.mul(factor);
  }
  return { isSmall, argument: select(isSmall, x.add(LARGE), x), product, slope: slope ?? product };
}

/** `1 - x` where x is negative (DLMF 5.5.3), else x. */
export function reflected(x: Scalar): Scalar {
  return select(x.lt(0), x.neg().add(1), x);
}

/** `pi (x - round(x))`, whose sine and tangent are those of `pi x` up to sign, without the error of a large product. */
export function angleOf(x: Scalar): Scalar {
  return x.sub(x.round()).mul(Math.PI);
}
