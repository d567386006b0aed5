/**
 * What several elementary functions share: polynomials, clamps that keep NaN, and the splitting of a float.
 *
 * Coefficients are minimax fits made by Remez exchange in 60 digits, weighted to the relative error of the whole
 * function, then rounded to the lane's width. They stand in tables by the bits of a lane, lowest power first.
 */
import type { FloatLanes } from "./float-lanes.ts";

/** One thing for f32 lanes, another for f64 lanes. */
export interface ByBits<T> {
  readonly 32: T;
  readonly 64: T;
}

/** A number kept as a sum, so that it is known to more digits than a lane holds. */
export interface TwoPart {
  readonly high: number;
  readonly low: number;
}

/** Smallest normal number, and a factor that makes every subnormal number normal. */
export const smallestNormal: ByBits<number> = { 32: 2 ** -126, 64: 2 ** -1022 };

const subnormalExponent: ByBits<number> = { 32: 24, 64: 54 };

/** log(2); the high part has so few bits that its product with any exponent is exact (Cody and Waite). */
export const logarithmOfTwo: ByBits<TwoPart> = {
  32: { high: 0.693145751953125, low: 1.428606765330187e-6 },
  64: { high: 0.693147180559663, low: 2.8235290563031577e-13 },
};

/** The polynomial with these coefficients, lowest power first, by Horner's rule. */
export function polynomial<V, M>(lanes: FloatLanes<V, M>, x: V, coefficients: ByBits<readonly number[]>): V {
  const [highest = 0, ...others] = coefficients[lanes.bits].toReversed();
  return others.reduce((sum, next) => lanes.multiplyAdd(sum, x, lanes.constant(next)), lanes.constant(highest));
}

/** The smaller of `x` and a limit; NaN stays. */
export function atMost<V, M>(lanes: FloatLanes<V, M>, x: V, limit: number): V {
  return lanes.pseudoMin(x, lanes.constant(limit));
}

/** The larger of `x` and a limit; NaN stays. */
export function atLeast<V, M>(lanes: FloatLanes<V, M>, x: V, limit: number): V {
  return lanes.pseudoMax(x, lanes.constant(limit));
}

/** `value`, but the argument itself where that is tiny: there it is the answer, and keeps -0 and subnormal digits. */
export function exceptTiny<V, M>(lanes: FloatLanes<V, M>, x: V, value: V): V {
  const tiny = lanes.constant(lanes.bits === 32 ? 2 ** -26 : 2 ** -55);
  return lanes.select(lanes.lt(lanes.abs(x), tiny), x, value);
}

/** The exponent e for which a normal positive `x / 2^e` lies from sqrt(1/2) below sqrt(2), and that quotient. */
export function splitNearOne<V, M>(lanes: FloatLanes<V, M>, x: V): { readonly exponent: V; readonly mantissa: V } {
  const exponent = lanes.exponent(x);
  const mantissa = lanes.mantissa(x);
  const large = lanes.lt(lanes.constant(Math.SQRT2), mantissa);
  return {
    exponent: lanes.add(exponent, lanes.select(large, lanes.constant(1), lanes.constant(0))),
    mantissa: lanes.select(large, lanes.mul(mantissa, lanes.constant(0.5)), mantissa),
  };
}

/** As splitNearOne, for subnormal numbers too: those are scaled up first. */
export function splitAnyNearOne<V, M>(lanes: FloatLanes<V, M>, x: V): { readonly exponent: V; readonly mantissa: V } {
  const shift = subnormalExponent[lanes.bits];
  const subnormal = lanes.lt(x, lanes.constant(smallestNormal[lanes.bits]));
  const normal = lanes.select(subnormal, lanes.mul(x, lanes.constant(2 ** shift)), x);
  const { exponent, mantissa } = splitNearOne(lanes, normal);
  const offset = lanes.select(subnormal, lanes.constant(shift), lanes.constant(0));
  return { exponent: lanes.sub(exponent, offset), mantissa };
}
