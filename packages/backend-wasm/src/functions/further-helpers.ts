/** What the rarer functions share beside the helpers of all: pi/2 in two parts, signs, halves of a float. */
import type { FloatLanes } from "./float-lanes.ts";
import type { ByBits, TwoPart } from "./lane-helpers.ts";

/** pi/2 as the nearest lane and the remainder. */
export const halfPi: ByBits<TwoPart> = {
  32: { high: 1.5707963705062866, low: -4.371138828673793e-8 },
  64: { high: 1.5707963267948966, low: 6.123233995736766e-17 },
};

/** True where the sign bit is set, that of -0 too. NaN may have either. */
export function hasSign<V, M>(lanes: FloatLanes<V, M>, x: V): M {
  return lanes.lt(lanes.copySign(lanes.constant(1), x), lanes.constant(0));
}

/** The nearest number with half the bits, so that the product of two such is exact (Veltkamp). */
export function halfPrecision<V, M>(lanes: FloatLanes<V, M>, x: V): V {
  const scaled = lanes.mul(x, lanes.constant(lanes.bits === 32 ? 2 ** 12 + 1 : 2 ** 27 + 1));
  return lanes.sub(scaled, lanes.sub(scaled, x));
}
