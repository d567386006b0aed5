/**
 * rem, sign and isFinite: exact functions that are no single instruction.
 *
 * The meaning of rem is a - b floor(a/b) in float64. For f32 lanes the product is therefore made exact in two halves
 * (Dekker 1971), and a quotient that rounding carried up to the next integer is put right.
 */
import type { FloatLanes } from "./float-lanes.ts";
import { halfPrecision } from "./lane-helpers.ts";

/** a - b floor(a/b) for f32, to one rounding wherever |a/b| is below 2^24 and |b| below 2^100. */
function singleRemainder<V, M>(lanes: FloatLanes<V, M>, a: V, b: V): V {
  const quotient = lanes.floor(lanes.div(a, b));
  const product = lanes.mul(quotient, b);
  const quotientHigh = halfPrecision(lanes, quotient);
  const quotientLow = lanes.sub(quotient, quotientHigh);
  const divisorHigh = halfPrecision(lanes, b);
  const divisorLow = lanes.sub(b, divisorHigh);
  // Smallest terms last: each difference is exact.
  const highError = lanes.sub(lanes.mul(quotientHigh, divisorHigh), product);
  const crossError = lanes.add(
    lanes.add(highError, lanes.mul(quotientHigh, divisorLow)),
    lanes.mul(quotientLow, divisorHigh),
  );
  const error = lanes.add(crossError, lanes.mul(quotientLow, divisorLow));
  const rough = lanes.sub(a, product);
  const exact = lanes.sub(rough, error);
  const zero = lanes.constant(0);
  const wrongSign = lanes.or(
    lanes.and(lanes.lt(exact, zero), lanes.lt(zero, b)),
    lanes.and(lanes.lt(zero, exact), lanes.lt(b, zero)),
  );
  const corrected = lanes.select(wrongSign, lanes.add(exact, b), exact);
  // Splitting a larger divisor would overflow; its quotients are small, so the rough difference does.
  return lanes.select(lanes.lt(lanes.abs(b), lanes.constant(2 ** 100)), corrected, rough);
}

/** a - b floor(a/b): the remainder with the sign of b. NaN where b is 0 or infinite, or a infinite. */
export function remainder<V, M>(lanes: FloatLanes<V, M>, a: V, b: V): V {
  if (lanes.bits === 32) return singleRemainder(lanes, a, b);
  // No multiplyAdd: the meaning has two roundings.
  return lanes.sub(a, lanes.mul(b, lanes.floor(lanes.div(a, b))));
}

/** -1, 1, or `x` itself where it is a zero or NaN. */
export function sign<V, M>(lanes: FloatLanes<V, M>, x: V): V {
  const zero = lanes.constant(0);
  const positive = lanes.select(lanes.lt(zero, x), lanes.constant(1), x);
  return lanes.select(lanes.lt(x, zero), lanes.constant(-1), positive);
}

/** True where `x` is neither infinite nor NaN. */
export function isFinite<V, M>(lanes: FloatLanes<V, M>, x: V): M {
  return lanes.lt(lanes.abs(x), lanes.constant(Infinity));
}
