/**
 * rem, sign and isFinite: exact functions that are no single instruction.
 *
 * rem is a - b floor(a/b), rounded once: the product is made exact in two halves (Dekker 1971), and a quotient that
 * rounding carried up to the next integer is put right. Quotients that no lane can hold are rare, and the host's.
 */
import type { FloatLanes } from "./float-lanes.ts";
import type { ByBits } from "./lane-helpers.ts";
import { halfPrecision } from "./further-helpers.ts";

/** Where every integer up to it is a lane. */
const largestQuotient: ByBits<number> = { 32: 2 ** 24, 64: 2 ** 53 };
/** Within these sizes of the divisor, its halves and their products with those of a quotient are normal numbers. */
const largestDivisor: ByBits<number> = { 32: 2 ** 100, 64: 2 ** 960 };
const smallestDivisor: ByBits<number> = { 32: 2 ** -100, 64: 2 ** -960 };

/** The remainder with the sign of b. NaN where b is 0 or a infinite. */
export function remainder<V, M>(lanes: FloatLanes<V, M>, a: V, b: V): V {
  const ratio = lanes.div(a, b);
  const quotient = lanes.floor(ratio);
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
  const exact = lanes.sub(lanes.sub(a, product), error);
  const zero = lanes.constant(0);
  const wrongSign = lanes.or(
    lanes.and(lanes.lt(exact, zero), lanes.lt(zero, b)),
    lanes.and(lanes.lt(zero, exact), lanes.lt(b, zero)),
  );
  const corrected = lanes.select(wrongSign, lanes.add(exact, b), exact);
  const size = lanes.abs(b);
  const within = (value: V, limit: number): M => lanes.lt(value, lanes.constant(limit));
  const usual = lanes.and(
    within(lanes.abs(ratio), largestQuotient[lanes.bits]),
    lanes.and(within(size, largestDivisor[lanes.bits]), lanes.lt(lanes.constant(smallestDivisor[lanes.bits]), size)),
  );
  return lanes.exceptByHost(lanes.not(usual), "rem", [a, b], corrected);
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
