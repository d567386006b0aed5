/**
 * sinh, cosh and tanh, from exp(|x|) - 1 so that nothing cancels near 0 (fdlibm; Muller 2016, chapter 11).
 *
 * With E = exp(a) - 1: sinh(a) = (E + E / (E + 1)) / 2; cosh(a) = (exp(a) + 1 / exp(a)) / 2; tanh(a)
 * = (1 - exp(-2a)) / (1 + exp(-2a)).
 */
import { exponentialMinusOneOfRemainder, reduceByLogarithmOfTwo } from "./exponential.ts";
import type { FloatLanes } from "./float-lanes.ts";
import { atMost, type ByBits, exceptTiny } from "./lane-helpers.ts";

/** Past these, sinh and cosh are Infinity. */
const overflow: ByBits<number> = { 32: 89.6, 64: 710.6 };
/** Past these, tanh rounds to 1. */
const saturation: ByBits<number> = { 32: 9.1, 64: 19.1 };

/** exp(a)/4 and (exp(a) - 1)/4: a quarter, so that the power of two is finite wherever sinh and cosh are. */
function quarterExponentials<V, M>(lanes: FloatLanes<V, M>, x: V): { readonly power: V; readonly minusOne: V } {
  const { n, r } = reduceByLogarithmOfTwo(lanes, atMost(lanes, lanes.abs(x), overflow[lanes.bits]));
  const scale = lanes.powerOfTwo(lanes.sub(n, lanes.constant(2)));
  const minusOne = exponentialMinusOneOfRemainder(lanes, r);
  return {
    power: lanes.mul(scale, lanes.add(minusOne, lanes.constant(1))),
    minusOne: lanes.multiplyAdd(scale, minusOne, lanes.sub(scale, lanes.constant(0.25))),
  };
}

/** sinh(x). */
export function hyperbolicSine<V, M>(lanes: FloatLanes<V, M>, x: V): V {
  const { minusOne } = quarterExponentials(lanes, x);
  const half = lanes.add(minusOne, minusOne);
  // Where the half overflows, the quotient is 0: the quarter is still finite.
  const value = lanes.add(half, lanes.div(minusOne, lanes.add(half, lanes.constant(0.5))));
  return exceptTiny(lanes, x, lanes.copySign(value, x));
}

/** cosh(x). */
export function hyperbolicCosine<V, M>(lanes: FloatLanes<V, M>, x: V): V {
  const { power } = quarterExponentials(lanes, x);
  const half = lanes.add(power, power);
  return lanes.add(half, lanes.div(lanes.constant(0.25), half));
}

/** tanh(x). */
export function hyperbolicTangent<V, M>(lanes: FloatLanes<V, M>, x: V): V {
  const size = atMost(lanes, lanes.abs(x), saturation[lanes.bits]);
  const { n, r } = reduceByLogarithmOfTwo(lanes, lanes.mul(size, lanes.constant(-2)));
  const scale = lanes.powerOfTwo(n);
  const minusOne = exponentialMinusOneOfRemainder(lanes, r);
  const one = lanes.constant(1);
  // Both from the remainder, so that the error of one rounding does not count twice. The exponential falls: where tanh
  // is small, the denominator is below 2 and has one bit more than above.
  const difference = lanes.multiplyAdd(scale, minusOne, lanes.sub(scale, one));
  const sum = lanes.multiplyAdd(scale, minusOne, lanes.add(scale, one));
  return lanes.copySign(lanes.div(difference, sum), x);
}
