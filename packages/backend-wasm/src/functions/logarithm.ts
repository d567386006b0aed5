/**
 * log and log1p, and the logarithm from parts that the inverse hyperbolic functions share.
 *
 * x = 2^e (1 + f) with 1 + f from sqrt(1/2) below sqrt(2); with s = f / (2 + f), log(1 + f) = 2 atanh(s)
 * = f - (f^2/2 - s (f^2/2 + R(s^2))), R a minimax polynomial (fdlibm e_log; Muller 2016, chapter 11).
 */
import type { FloatLanes } from "./float-lanes.ts";
import { type ByBits, exceptTiny, logarithmOfTwo, polynomial, splitAnyNearOne, splitNearOne } from "./lane-helpers.ts";

/** R(z) / z with R(s^2) = (2 atanh(s) - 2 s) / s. Error relative to log(1 + f): 2^-30, 2^-59. */
const seriesCoefficients: ByBits<readonly number[]> = {
  32: [0.66666776, 0.39977497, 0.2987305],
  64: [
    0.6666666666666735, 0.3999999999941162, 0.28571428743155186, 0.22222198486192188, 0.18183569250426057,
    0.15313914773278303, 0.14797401583788058,
  ],
};

/** e log(2) + log(1 + f) for an f centered about 0. */
function logarithmOfParts<V, M>(lanes: FloatLanes<V, M>, exponent: V, f: V): V {
  const { high, low } = logarithmOfTwo[lanes.bits];
  const s = lanes.div(f, lanes.add(f, lanes.constant(2)));
  const z = lanes.mul(s, s);
  const series = lanes.mul(z, polynomial(lanes, z, seriesCoefficients));
  const halfSquare = lanes.mul(lanes.mul(f, lanes.constant(0.5)), f);
  const correction = lanes.multiplyAdd(s, lanes.add(halfSquare, series), lanes.mul(exponent, lanes.constant(low)));
  const rest = lanes.sub(f, lanes.sub(halfSquare, correction));
  return lanes.multiplyAdd(exponent, lanes.constant(high), rest);
}

/** Puts in -Infinity at `pole`, NaN below it, and Infinity and NaN for themselves. */
function withLimits<V, M>(lanes: FloatLanes<V, M>, x: V, pole: number, value: V): V {
  const below = lanes.select(lanes.lt(x, lanes.constant(pole)), lanes.constant(NaN), value);
  const at = lanes.select(lanes.eq(x, lanes.constant(pole)), lanes.constant(-Infinity), below);
  return lanes.select(lanes.lt(x, lanes.constant(Infinity)), at, x);
}

/** log(x); NaN below 0, -Infinity at 0 and -0. */
export function logarithm<V, M>(lanes: FloatLanes<V, M>, x: V): V {
  const { exponent, mantissa } = splitAnyNearOne(lanes, x);
  const value = logarithmOfParts(lanes, exponent, lanes.sub(mantissa, lanes.constant(1)));
  return withLimits(lanes, x, 0, value);
}

/** log(1 + x) without cancellation near 0; NaN below -1, -Infinity at -1. */
export function logarithmOfOnePlus<V, M>(lanes: FloatLanes<V, M>, x: V): V {
  const { exponent } = splitNearOne(lanes, lanes.add(x, lanes.constant(1)));
  // f = 2^-e (1 + x) - 1 = x 2^-e + (2^-e - 1), which keeps the digits of x that 1 + x has lost. Four times the power,
  // since 2^-e itself is no normal number where x is largest.
  const scale = lanes.powerOfTwo(lanes.sub(lanes.constant(2), exponent));
  const quarter = lanes.constant(0.25);
  const f = lanes.multiplyAdd(lanes.mul(x, quarter), scale, lanes.multiplyAdd(scale, quarter, lanes.constant(-1)));
  return withLimits(lanes, x, -1, exceptTiny(lanes, x, logarithmOfParts(lanes, exponent, f)));
}
