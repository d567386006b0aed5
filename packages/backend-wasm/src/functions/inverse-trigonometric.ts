/**
 * asin, acos, atan and atan2.
 *
 * Up to 1/2, asin(x) = x + x^3 P(x^2); above, asin(x) = pi/2 - 2 asin(sqrt((1 - x) / 2)) (Cephes; Muller 2016). The
 * arctangent of a ratio up to 1 is an odd minimax polynomial, and atan(x) = pi/2 - atan(1/x) above (SLEEF).
 */
import type { FloatLanes } from "./float-lanes.ts";
import { type ByBits, polynomial } from "./lane-helpers.ts";
import { halfPi, hasSign } from "./further-helpers.ts";

/** (asin(s) / s - 1) / s^2 in s^2. Relative error: 2^-27.6, 2^-55.8. */
const arcsineCoefficients: ByBits<readonly number[]> = {
  32: [0.16666754, 0.07495233, 0.045478325, 0.024141038, 0.04223052],
  64: [
    0.16666666666665378, 0.0750000000034435, 0.044642856822345534, 0.030381959380482347, 0.02237175228773777,
    0.017359790552928966, 0.01388439851873281, 0.012174642970881206, 0.006504739655953513, 0.01959121706065375,
    -0.01632212885556847, 0.031978792656182475,
  ],
};

/** (atan(t) / t - 1) / t^2 in t^2. Relative error: 2^-28.5, 2^-55. */
const arctangentCoefficients: ByBits<readonly number[]> = {
  32: [-0.333333, 0.19998549, -0.1426425, 0.10952226, -0.08403563, 0.05795936, -0.031179406, 0.010915333, -0.00179376],
  64: [
    -0.33333333333331866, 0.1999999999975593, -0.14285714271381394, 0.11111110679959346, -0.09090901254197326,
    0.07692213122326584, -0.06665861725678425, 0.05877314785115048, -0.05239259869711497, 0.046740275657427006,
    -0.04092811364589905, 0.03407076733108751, -0.025830670591441007, 0.016981896239706633, -0.009187431965372604,
    0.0038575205183402034, -0.001164639570961809, 0.0002231498249259694, -2.0271728928587425e-5,
  ],
};

/** s + s^3 P(s^2). */
function oddPolynomial<V, M>(lanes: FloatLanes<V, M>, s: V, z: V, coefficients: ByBits<readonly number[]>): V {
  return lanes.multiplyAdd(lanes.mul(s, z), polynomial(lanes, z, coefficients), s);
}

/** The arcsine of |x| where that is at most 1/2 (`large` is false), else of sqrt((1 - |x|) / 2). */
function reducedArcsine<V, M>(lanes: FloatLanes<V, M>, x: V): { readonly large: M; readonly angle: V } {
  const size = lanes.abs(x);
  const half = lanes.constant(0.5);
  const large = lanes.lt(half, size);
  // 1 - |x| is exact there; NaN beyond 1 comes from the square root.
  const complement = lanes.mul(lanes.sub(lanes.constant(1), size), half);
  const z = lanes.select(large, complement, lanes.mul(size, size));
  const s = lanes.select(large, lanes.sqrt(complement), size);
  return { large, angle: oddPolynomial(lanes, s, z, arcsineCoefficients) };
}

/** asin(x); NaN beyond 1 and -1. */
export function arcsine<V, M>(lanes: FloatLanes<V, M>, x: V): V {
  const { high, low } = halfPi[lanes.bits];
  const { large, angle } = reducedArcsine(lanes, x);
  const complement = lanes.sub(lanes.constant(high), lanes.sub(lanes.add(angle, angle), lanes.constant(low)));
  return lanes.copySign(lanes.select(large, complement, angle), x);
}

/** acos(x); NaN beyond 1 and -1. */
export function arccosine<V, M>(lanes: FloatLanes<V, M>, x: V): V {
  const { high, low } = halfPi[lanes.bits];
  const { large, angle } = reducedArcsine(lanes, x);
  const negative = lanes.lt(x, lanes.constant(0));
  const zero = lanes.constant(0);
  // pi/2 - asin(x) near 0; 2 asin(s) near 1; pi - 2 asin(s) near -1.
  const part = (value: number): V =>
    lanes.select(large, lanes.select(negative, lanes.constant(2 * value), zero), lanes.constant(value));
  const size = lanes.select(large, lanes.add(angle, angle), angle);
  const signed = lanes.select(negative, lanes.neg(size), size);
  const term = lanes.select(large, signed, lanes.neg(signed));
  return lanes.add(part(high), lanes.add(term, part(low)));
}

/** atan(x). */
export function arctangent<V, M>(lanes: FloatLanes<V, M>, x: V): V {
  const { high, low } = halfPi[lanes.bits];
  const one = lanes.constant(1);
  const size = lanes.abs(x);
  const large = lanes.lt(one, size);
  const ratio = lanes.select(large, lanes.div(one, size), size);
  const angle = oddPolynomial(lanes, ratio, lanes.mul(ratio, ratio), arctangentCoefficients);
  const complement = lanes.sub(lanes.constant(high), lanes.sub(angle, lanes.constant(low)));
  return lanes.copySign(lanes.select(large, complement, angle), x);
}

/** The smaller of two sizes over the larger, where 0/0 counts as 0 and Infinity/Infinity as 1. */
function ratioUpToOne<V, M>(lanes: FloatLanes<V, M>, smaller: V, larger: V): V {
  const one = lanes.constant(1);
  const zero = lanes.constant(0);
  const ofEqual = lanes.select(lanes.eq(larger, zero), zero, one);
  return lanes.select(lanes.eq(smaller, larger), ofEqual, lanes.div(smaller, larger));
}

/** The angle of the point (x, y), from -pi to pi; the signs of zeros count. */
export function arctangentOfPoint<V, M>(lanes: FloatLanes<V, M>, y: V, x: V): V {
  const { high, low } = halfPi[lanes.bits];
  const width = lanes.abs(x);
  const height = lanes.abs(y);
  const steep = lanes.lt(width, height);
  const ratio = ratioUpToOne(lanes, lanes.select(steep, width, height), lanes.select(steep, height, width));
  const angle = oddPolynomial(lanes, ratio, lanes.mul(ratio, ratio), arctangentCoefficients);
  const left = hasSign(lanes, x);
  // Steep: pi/2 -+ the angle; else the angle itself on the right, pi less it on the left.
  const part = (value: number): V =>
    lanes.select(steep, lanes.constant(value), lanes.select(left, lanes.constant(2 * value), lanes.constant(0)));
  const steepTerm = lanes.select(left, angle, lanes.neg(angle));
  const term = lanes.select(steep, steepTerm, lanes.neg(steepTerm));
  return lanes.copySign(lanes.add(part(high), lanes.add(term, part(low))), y);
}
