/**
 * asinh, acosh and atanh, from log(1 + u) so that nothing cancels near 0 (fdlibm; Muller 2016, chapter 11).
 *
 * asinh(a) = log1p(a + a^2 / (1 + sqrt(a^2 + 1))); acosh(x) = log1p(t + sqrt(t (t + 2))) with t = x - 1;
 * atanh(a) = log1p(2a / (1 - a)) / 2. Where the square would overflow, asinh and acosh are log(a) + log(2).
 */
import type { FloatLanes } from "./float-lanes.ts";
import { type ByBits, exceptTiny } from "./lane-helpers.ts";
import { logarithmOfOnePlus } from "./logarithm.ts";

/** From here on, sqrt(x^2 + 1) and 1 + x round to x. */
const large: ByBits<number> = { 32: 2 ** 28, 64: 2 ** 58 };

/** log(1 + u), or log(2 size) where the size is large. */
function logarithmUnlessLarge<V, M>(lanes: FloatLanes<V, M>, size: V, u: V): V {
  const isLarge = lanes.lt(lanes.constant(large[lanes.bits]), size);
  const value = logarithmOfOnePlus(lanes, lanes.select(isLarge, size, u));
  return lanes.add(value, lanes.select(isLarge, lanes.constant(Math.LN2), lanes.constant(0)));
}

/** asinh(x). */
export function inverseHyperbolicSine<V, M>(lanes: FloatLanes<V, M>, x: V): V {
  const one = lanes.constant(1);
  const size = lanes.abs(x);
  const square = lanes.mul(size, size);
  const u = lanes.add(size, lanes.div(square, lanes.add(one, lanes.sqrt(lanes.add(square, one)))));
  return exceptTiny(lanes, x, lanes.copySign(logarithmUnlessLarge(lanes, size, u), x));
}

/** acosh(x); NaN below 1. */
export function inverseHyperbolicCosine<V, M>(lanes: FloatLanes<V, M>, x: V): V {
  const one = lanes.constant(1);
  const t = lanes.sub(x, one);
  const u = lanes.add(t, lanes.sqrt(lanes.mul(t, lanes.add(t, lanes.constant(2)))));
  const value = logarithmUnlessLarge(lanes, x, u);
  // The product under the root is positive again below -1.
  return lanes.select(lanes.lt(x, one), lanes.constant(NaN), value);
}

/** atanh(x); NaN beyond 1 and -1, infinite at them. */
export function inverseHyperbolicTangent<V, M>(lanes: FloatLanes<V, M>, x: V): V {
  const size = lanes.abs(x);
  const u = lanes.div(lanes.add(size, size), lanes.sub(lanes.constant(1), size));
  const value = lanes.mul(logarithmOfOnePlus(lanes, u), lanes.constant(0.5));
  return exceptTiny(lanes, x, lanes.copySign(value, x));
}
