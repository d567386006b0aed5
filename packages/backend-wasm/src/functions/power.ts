/**
 * a^b as JavaScript's `**` has it.
 *
 * a^b = 2^(b log2|a|), where an absolute error of the exponent is a relative error of the result, so log2 is computed to
 * half as many bits again as a lane has (fdlibm e_pow): with m from sqrt(1/2) below sqrt(2) and s = (m - 1) / (m + 1),
 * log2(m) = 2/(3 log(2)) s (3 + s^2 + R(s^2)), each factor split in two halves whose products are exact (Dekker 1971).
 */
import { scaleByPowerOfTwo } from "./exponential.ts";
import type { FloatLanes } from "./float-lanes.ts";
import { atLeast, atMost, type ByBits, polynomial, splitAnyNearOne, type TwoPart } from "./lane-helpers.ts";
import { halfPrecision, hasSign } from "./further-helpers.ts";

/** R(z) / z^2 with R(s^2) = 3 atanh(s) / s - 3 - s^2. Error relative to the logarithm: 2^-36.8, 2^-66.3. */
const seriesCoefficients: ByBits<readonly number[]> = {
  32: [0.6000023, 0.4282063, 0.35129657],
  64: [
    0.600000000000034, 0.4285714285514155, 0.3333333378146708, 0.27272676398644813, 0.23080143531985758,
    0.19885040361746345, 0.19796310816799298,
  ],
};

/** (2^r - 1) / r. Error relative to 2^r: 2^-28.9, 2^-58. */
const powerCoefficients: ByBits<readonly number[]> = {
  32: [0.6931472, 0.24022648, 0.055503324, 0.00961844, 0.0013398884, 0.00015352976],
  64: [
    0.6931471805599453, 0.2402265069591013, 0.055504108664820105, 0.009618129107594022, 0.0013333558146770262,
    0.00015403530457238834, 1.5252733496985527e-5, 1.3215435218348937e-6, 1.0178198023683696e-7, 7.073794396445356e-9,
    4.435001214651693e-10,
  ],
};

/** 2 / (3 log(2)), the high part with half the bits of a lane. */
const factor: ByBits<TwoPart> = {
  32: { high: 0.961669921875, low: 0.0001267720509756049 },
  64: { high: 0.9617966860532761, low: 7.872699542894897e-9 },
};

/** Beyond these sizes of the exponent the result is Infinity or 0. */
const largestExponent: ByBits<number> = { 32: 160, 64: 1100 };
/** A larger power than this overflows or underflows for every base but 1 and -1. */
const largestPower: ByBits<number> = { 32: 2 ** 40, 64: 2 ** 70 };

/** A value as the sum of one with half the bits of a lane and a small rest. */
interface Sum<V> {
  readonly high: V;
  readonly low: V;
}

/** (m - 1) / (m + 1). */
function quotientOfMantissa<V, M>(lanes: FloatLanes<V, M>, mantissa: V): Sum<V> & { readonly sum: V } {
  const one = lanes.constant(1);
  const numerator = lanes.sub(mantissa, one);
  const denominator = lanes.add(mantissa, one);
  const sum = lanes.div(numerator, denominator);
  const high = halfPrecision(lanes, sum);
  const denominatorHigh = halfPrecision(lanes, denominator);
  const denominatorLow = lanes.sub(mantissa, lanes.sub(denominatorHigh, one));
  // What the rounded quotient leaves of the numerator: both products are exact, and so are the differences.
  const rest = lanes.sub(lanes.sub(numerator, lanes.mul(high, denominatorHigh)), lanes.mul(high, denominatorLow));
  return { sum, high, low: lanes.div(rest, denominator) };
}

/** log2 of a positive finite number. */
function binaryLogarithm<V, M>(lanes: FloatLanes<V, M>, x: V): Sum<V> {
  const { exponent, mantissa } = splitAnyNearOne(lanes, x);
  const s = quotientOfMantissa(lanes, mantissa);
  // t = 3 + s^2 + R(s^2).
  const squareHigh = lanes.mul(s.high, s.high);
  const squareLow = lanes.mul(s.low, lanes.add(s.high, s.sum));
  const z = lanes.add(squareHigh, squareLow);
  const series = lanes.multiplyAdd(lanes.mul(z, z), polynomial(lanes, z, seriesCoefficients), squareLow);
  const three = lanes.constant(3);
  const tHigh = halfPrecision(lanes, lanes.add(lanes.add(squareHigh, three), series));
  const tLow = lanes.add(lanes.sub(squareHigh, lanes.sub(tHigh, three)), series);
  // p = s t.
  const exact = lanes.mul(s.high, tHigh);
  const small = lanes.multiplyAdd(s.low, tHigh, lanes.mul(tLow, s.sum));
  const pHigh = halfPrecision(lanes, lanes.add(exact, small));
  const pLow = lanes.add(lanes.sub(exact, pHigh), small);
  // e + factor p.
  const { high: factorHigh, low: factorLow } = factor[lanes.bits];
  const large = lanes.mul(pHigh, lanes.constant(factorHigh));
  const rest = lanes.multiplyAdd(
    pLow,
    lanes.constant(factorHigh + factorLow),
    lanes.mul(pHigh, lanes.constant(factorLow)),
  );
  const high = halfPrecision(lanes, lanes.add(lanes.add(exponent, large), rest));
  const low = lanes.add(lanes.sub(large, lanes.sub(high, exponent)), rest);
  return { high, low };
}

/** 2^(power * logarithm), where the product is of a size that largestExponent allows. */
function raise<V, M>(lanes: FloatLanes<V, M>, logarithm: Sum<V>, power: V): V {
  const limit = largestPower[lanes.bits];
  const limited = atLeast(lanes, atMost(lanes, power, limit), -limit);
  const powerHigh = halfPrecision(lanes, limited);
  const powerLow = lanes.sub(limited, powerHigh);
  const large = lanes.mul(powerHigh, logarithm.high);
  const small = lanes.multiplyAdd(limited, logarithm.low, lanes.mul(powerLow, logarithm.high));
  const n = lanes.nearest(lanes.add(large, small));
  const r = lanes.add(lanes.sub(large, n), small);
  const value = lanes.multiplyAdd(r, polynomial(lanes, r, powerCoefficients), lanes.constant(1));
  return scaleByPowerOfTwo(lanes, value, n);
}

/** |a|^b, where b is not 0. NaN for a NaN, and for 1 to an infinite power. */
function powerOfSize<V, M>(lanes: FloatLanes<V, M>, base: V, power: V): V {
  const size = lanes.abs(base);
  const logarithm = binaryLogarithm(lanes, size);
  const finite = lanes.select(lanes.lt(size, lanes.constant(Infinity)), lanes.add(logarithm.high, logarithm.low), size);
  const rounded = lanes.select(lanes.eq(size, lanes.constant(0)), lanes.constant(-Infinity), finite);
  // Infinite where an argument is, and NaN where the result is: the limits follow from it alone.
  const exponent = lanes.mul(power, rounded);
  const limit = largestExponent[lanes.bits];
  const within = lanes.select(lanes.eq(exponent, exponent), raise(lanes, logarithm, power), exponent);
  const above = lanes.select(lanes.lt(lanes.constant(limit), exponent), lanes.constant(Infinity), within);
  return lanes.select(lanes.lt(exponent, lanes.constant(-limit)), lanes.constant(0), above);
}

/** a^b by the rules of JavaScript: 1 for b = 0, and NaN where b is NaN or a is 1 or -1 and b infinite. */
export function power<V, M>(lanes: FloatLanes<V, M>, a: V, b: V): V {
  const size = powerOfSize(lanes, a, b);
  const zero = lanes.constant(0);
  const half = lanes.mul(b, lanes.constant(0.5));
  const integral = lanes.eq(lanes.floor(b), b);
  // isOdd is not for integers above 2^31; that half of them is no integer is true of odd ones only.
  const odd = lanes.and(integral, lanes.not(lanes.eq(lanes.floor(half), half)));
  const signed = lanes.select(lanes.and(odd, hasSign(lanes, a)), lanes.neg(size), size);
  const finiteNegative = lanes.and(lanes.lt(a, zero), lanes.lt(lanes.constant(-Infinity), a));
  const real = lanes.select(lanes.and(finiteNegative, lanes.not(integral)), lanes.constant(NaN), signed);
  return lanes.select(lanes.eq(b, zero), lanes.constant(1), real);
}
