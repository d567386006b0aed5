/**
 * exp and expm1, and the reduction that the hyperbolic functions and erf share.
 *
 * x = n log(2) + r with |r| <= log(2)/2, log(2) in two parts (Cody and Waite 1980); exp(r) = 1 + r + r^2 q(r) with q a
 * minimax polynomial; then exp(x) = 2^n exp(r), and expm1(x) = 2^n expm1(r) + (2^n - 1) (Muller 2016, chapter 11).
 */
import type { FloatLanes } from "./float-lanes.ts";
import { atLeast, atMost, type ByBits, exceptTiny, logarithmOfTwo, polynomial } from "./lane-helpers.ts";

/** q(r) = (exp(r) - 1 - r) / r^2. Error relative to exp(r): 2^-28.3, 2^-57.9. */
const remainderCoefficients: ByBits<readonly number[]> = {
  32: [0.49999994, 0.16666521, 0.04166839, 0.008368717, 0.0013814508],
  64: [
    0.5000000000000011, 0.16666666666666413, 0.041666666666530176, 0.008333333333494354, 0.0013888888943626302,
    0.00019841269506806462, 2.4801493102468165e-5, 2.7557586187643807e-6, 2.763024722583612e-7, 2.500011407105852e-8,
  ],
};

/** Past these, exp is Infinity and rounds to 0. */
const overflow: ByBits<number> = { 32: 89, 64: 710 };
const underflow: ByBits<number> = { 32: -105, 64: -746 };
/** Below these, expm1 rounds to -1. */
const minusOne: ByBits<number> = { 32: -20, 64: -40 };

/** The integral n and the remainder r of `x = n log(2) + r`. */
export function reduceByLogarithmOfTwo<V, M>(lanes: FloatLanes<V, M>, x: V): { readonly n: V; readonly r: V } {
  const { high, low } = logarithmOfTwo[lanes.bits];
  const n = lanes.nearest(lanes.mul(x, lanes.constant(Math.LOG2E)));
  const r = lanes.multiplyAdd(n, lanes.constant(-low), lanes.multiplyAdd(n, lanes.constant(-high), x));
  return { n, r };
}

/** exp(r) - 1 for |r| <= log(2)/2. */
export function exponentialMinusOneOfRemainder<V, M>(lanes: FloatLanes<V, M>, r: V): V {
  return lanes.multiplyAdd(lanes.mul(r, r), polynomial(lanes, r, remainderCoefficients), r);
}

/** exp(x) - 1 where the exponent of exp(x) is that of a normal number below the largest: |x| < 80 for f32, 700 for f64. */
export function exponentialMinusOneWithin<V, M>(lanes: FloatLanes<V, M>, x: V): V {
  const { n, r } = reduceByLogarithmOfTwo(lanes, x);
  const scale = lanes.powerOfTwo(n);
  return lanes.multiplyAdd(scale, exponentialMinusOneOfRemainder(lanes, r), lanes.sub(scale, lanes.constant(1)));
}

/** `value * 2^n` in two steps, so that neither power leaves the normal numbers and a subnormal result is right. */
export function scaleByPowerOfTwo<V, M>(lanes: FloatLanes<V, M>, value: V, n: V): V {
  const first = lanes.floor(lanes.mul(n, lanes.constant(0.5)));
  const second = lanes.sub(n, first);
  return lanes.mul(lanes.mul(value, lanes.powerOfTwo(first)), lanes.powerOfTwo(second));
}

/** e^x; subnormal results are right, to one rounding more. */
export function exponential<V, M>(lanes: FloatLanes<V, M>, x: V): V {
  const { n, r } = reduceByLogarithmOfTwo(
    lanes,
    atLeast(lanes, atMost(lanes, x, overflow[lanes.bits]), underflow[lanes.bits]),
  );
  const value = lanes.add(exponentialMinusOneOfRemainder(lanes, r), lanes.constant(1));
  return scaleByPowerOfTwo(lanes, value, n);
}

/** e^x - 1 without cancellation near 0. */
export function exponentialMinusOne<V, M>(lanes: FloatLanes<V, M>, x: V): V {
  const { n, r } = reduceByLogarithmOfTwo(
    lanes,
    atLeast(lanes, atMost(lanes, x, overflow[lanes.bits]), minusOne[lanes.bits]),
  );
  // Half the result first: the largest n would give an infinite power while the result is still finite.
  const scale = lanes.powerOfTwo(lanes.sub(n, lanes.constant(1)));
  const half = lanes.multiplyAdd(
    scale,
    exponentialMinusOneOfRemainder(lanes, r),
    lanes.sub(scale, lanes.constant(0.5)),
  );
  return exceptTiny(lanes, x, lanes.add(half, half));
}
