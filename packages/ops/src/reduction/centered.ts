/**
 * Distances from the mean, and their mean square, for numbers far from 0: the corrected two-pass algorithm.
 *
 * The mean of large numbers is rounded, so that distances from it have a mean of their own, `c`. It would be 0 in exact
 * arithmetic, whatever the numbers: so it is a constant to differentiation, and so is what keeps a variance from being
 * negative.
 *
 * Chan, Golub and LeVeque, "Algorithms for Computing the Sample Variance" (1983).
 */
import { sizeOf, type Tensor } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { minimum } from "../arithmetic/minimum.ts";
import { mul } from "../arithmetic/mul.ts";
import { square } from "../arithmetic/square.ts";
import { sub } from "../arithmetic/sub.ts";
import { stopGradient } from "../structure/stop-gradient.ts";
import { reshape } from "../shape/reshape.ts";
import { mean } from "./mean.ts";
import { reducedExtents, reducedShape } from "./reduced.ts";
import type { SpreadAttributes } from "./spread-call.ts";

/** A tensor about its mean over axes, which are kept. */
export interface Centered {
  readonly mean: Tensor;
  /** The distances from the mean as it was rounded. */
  readonly distances: Tensor;
  /** The mean of these distances. */
  readonly correction: Tensor;
}

/** A tensor less its mean over axes. */
export function centered(x: Tensor, axes: readonly number[]): Centered {
  const center = mean(x, axes, { keepDims: true });
  const distances = sub(x, center);
  return { mean: center, distances, correction: stopGradient(mean(distances, axes, { keepDims: true })) };
}

/** The distances from the mean, corrected: their own mean is 0. */
export function correctedDistances({ distances, correction }: Centered): Tensor {
  return sub(distances, correction);
}

/** The mean square of the corrected distances over the same axes, kept: `mean(d^2) - c^2`, both in one pass. */
export function meanSquare({ distances, correction }: Centered, axes: readonly number[]): Tensor {
  const squares = sub(mean(square(distances), axes, { keepDims: true }), square(correction));
  return sub(squares, stopGradient(minimum(squares, 0)));
}

/** The squares of the distances from the mean, over the count less a correction. */
export function squaredSpread(x: Tensor, { axes, keepDims, correction }: SpreadAttributes): Tensor {
  const square = meanSquare(centered(x, axes), axes);
  const result = keepDims ? square : reshape(square, reducedShape(x.shape, axes, false));
  if (correction === 0) return result;
  const count = sizeOf(reducedExtents(x.shape, axes));
  return div(mul(result, count), Math.max(count - correction, 0));
}
