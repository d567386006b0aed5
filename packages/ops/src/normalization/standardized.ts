/** What normalizations by mean and variance share. */
import type { Tensor } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { div } from "../arithmetic/div.ts";
import { mul } from "../arithmetic/mul.ts";
import { sqrt } from "../exponential/sqrt.ts";
import { centered, correctedDistances, meanSquare } from "../reduction/centered.ts";

/** A tensor less its mean over axes, over its standard deviation, with both statistics (axes kept). */
export interface Standardized {
  readonly normalized: Tensor;
  readonly mean: Tensor;
  readonly variance: Tensor;
}

/**
 * The tensor less its mean over axes, over the root of its variance plus epsilon. The centered tensor is made once, so
 * that the gradient takes two sums over the axes and not three.
 */
export function standardized(x: Tensor, axes: readonly number[], epsilon: number): Standardized {
  const about = centered(x, axes);
  const variance = meanSquare(about, axes);
  const normalized = mul(correctedDistances(about), inverseDeviation(variance, epsilon));
  return { normalized, mean: about.mean, variance };
}

/** One over the root of a variance plus epsilon. */
export function inverseDeviation(variance: Tensor, epsilon: number): Tensor {
  return div(1, sqrt(add(variance, epsilon)));
}
