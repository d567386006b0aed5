/**
 * sin, cos and tan.
 *
 * x = m pi + r with m integral (sin), half an odd integer (cos) or a multiple of 1/2 (tan), pi in parts so short that
 * their products with m are exact (Cody and Waite 1980); then minimax polynomials in r^2. Reducing by pi rather than
 * pi/2 needs one polynomial of a slightly higher degree where a sine and a cosine would both be computed (SLEEF).
 * Arguments beyond the range of those parts are rare, and the host's.
 */
import type { FloatLanes } from "./float-lanes.ts";
import { atLeast, atMost, type ByBits, polynomial } from "./lane-helpers.ts";

/** Up to this size the parts of pi are enough; beyond, it would take up to a thousand more of its digits. */
const range: ByBits<number> = { 32: 1e5, 64: 1e6 };

/** pi as a sum; every part but the last is so short that its product with m is exact. */
interface PiParts {
  /** Those after whose subtraction nothing is rounded yet. */
  readonly leading: readonly number[];
  readonly trailing: readonly [number, number, number];
}

/** Cut at 2^-6, 2^-14, 2^-22, 2^-30 and 2^-38 for f32, at 2^-30, 2^-62 and 2^-94 for f64. */
const piParts: ByBits<PiParts> = {
  32: {
    leading: [3.140625, 0.00091552734375, 5.1975250244140625e-5],
    trailing: [1.5087425708770752e-7, 1.2005330063402653e-10, 1.4887095462629008e-12],
  },
  64: {
    leading: [3.1415926534682512],
    trailing: [1.21542009963449e-10, 1.6667485834500445e-19, 2.5413117520279757e-29],
  },
};

/** (sin(r) / r - 1) / r^2 in r^2. Error relative to sin(r): 2^-26, 2^-61.6; chosen so that cos(0) is 1. */
const sineCoefficients: ByBits<readonly number[]> = {
  32: [-0.16666658, 0.008333054, -0.00019808982, 2.6042815e-6],
  64: [
    -0.16666666666666666, 0.008333333333333194, -0.00019841269841209226, 2.7557319211137817e-6, -2.5052106872809783e-8,
    1.605893970453656e-10, -7.642991416046535e-13, 2.7211738535459614e-15,
  ],
};

/** tan(r) / r = N(r^2) / D(r^2). Relative error: 2^-35, 2^-65. */
const tangentNumerator: ByBits<readonly number[]> = {
  32: [1, -0.11135566, 0.0010747546],
  64: [1, -0.13099514998953082, 0.0031184802770455166, -1.115777298606159e-5, -1.7896994573816292e-8],
};
const tangentDenominator: ByBits<readonly number[]> = {
  32: [1, -0.444689, 0.015971074],
  64: [1, -0.46432848332286414, 0.024561308051333667, -0.0002560499819706822],
};

/** `value`, but the host's where the argument is too large for the parts of pi. */
function exceptLarge<V, M>(lanes: FloatLanes<V, M>, name: "sin" | "cos" | "tan", x: V, value: V): V {
  const large = lanes.lt(lanes.constant(range[lanes.bits]), lanes.abs(x));
  return lanes.exceptByHost(large, name, [x], value);
}

/** x - m pi. A huge x leaves a large remainder. */
function subtractMultipleOfPi<V, M>(lanes: FloatLanes<V, M>, x: V, m: V): V {
  const { leading, trailing } = piParts[lanes.bits];
  const minus = (rest: V, part: number): V => lanes.multiplyAdd(m, lanes.constant(-part), rest);
  const start = leading.reduce(minus, x);
  // From here a difference is exact only if it is small, which is where every digit counts: near multiples of pi. Else
  // its rounding error is kept, so that the remainder is rounded but once.
  const high = minus(start, trailing[0]);
  const error = lanes.sub(lanes.sub(start, high), lanes.mul(m, lanes.constant(trailing[0])));
  const low = minus(error, trailing[1]);
  const sum = lanes.add(high, low);
  const rest = minus(lanes.add(lanes.sub(high, sum), low), trailing[2]);
  return lanes.add(sum, rest);
}

/** sin(r) for |r| up to pi/2, or -sin(r). */
function sineOfRemainder<V, M>(lanes: FloatLanes<V, M>, remainder: V, negate: M): V {
  const r = lanes.select(negate, lanes.neg(remainder), remainder);
  const z = lanes.mul(r, r);
  const value = lanes.multiplyAdd(lanes.mul(r, z), polynomial(lanes, z, sineCoefficients), r);
  // Rounding can carry it one unit beyond 1.
  return atLeast(lanes, atMost(lanes, value, 1), -1);
}

/** sin(x); NaN for infinite x. */
export function sine<V, M>(lanes: FloatLanes<V, M>, x: V): V {
  const n = lanes.nearest(lanes.mul(x, lanes.constant(1 / Math.PI)));
  const value = sineOfRemainder(lanes, subtractMultipleOfPi(lanes, x, n), lanes.isOdd(n));
  return exceptLarge(lanes, "sin", x, lanes.select(lanes.eq(x, lanes.constant(0)), x, value));
}

/** cos(x); NaN for infinite x. */
export function cosine<V, M>(lanes: FloatLanes<V, M>, x: V): V {
  // With x = (n + 1/2) pi + r, cos(x) = -(-1)^n sin(r).
  const n = lanes.floor(lanes.mul(x, lanes.constant(1 / Math.PI)));
  const remainder = subtractMultipleOfPi(lanes, x, lanes.add(n, lanes.constant(0.5)));
  return exceptLarge(lanes, "cos", x, sineOfRemainder(lanes, remainder, lanes.not(lanes.isOdd(n))));
}

/** tan(x); NaN for infinite x. */
export function tangent<V, M>(lanes: FloatLanes<V, M>, x: V): V {
  const n = lanes.nearest(lanes.mul(x, lanes.constant(2 / Math.PI)));
  const r = subtractMultipleOfPi(lanes, x, lanes.mul(n, lanes.constant(0.5)));
  const z = lanes.mul(r, r);
  const numerator = lanes.mul(r, polynomial(lanes, z, tangentNumerator));
  const denominator = polynomial(lanes, z, tangentDenominator);
  // tan(r + pi/2) = -1 / tan(r): the same quotient upside down.
  const odd = lanes.isOdd(n);
  const value = lanes.div(
    lanes.select(odd, lanes.neg(denominator), numerator),
    lanes.select(odd, numerator, denominator),
  );
  return exceptLarge(lanes, "tan", x, lanes.select(lanes.eq(x, lanes.constant(0)), x, value));
}
