/**
 * sin, cos and tan.
 *
 * x = m pi + r with m integral (sin), half an odd integer (cos) or a multiple of 1/2 (tan), pi in parts so short that
 * their products with m are exact (Cody and Waite 1980); then minimax polynomials in r^2. Reducing by pi rather than
 * pi/2 needs one polynomial of a slightly higher degree where a sine and a cosine would both be computed (SLEEF).
 */
import type { FloatLanes } from "./float-lanes.ts";
import { type ByBits } from "./lane-helpers.ts";
/** Up to this size of the argument the stated errors hold; beyond, digits are lost gradually, down to none. */
export declare const trigonometricRange: ByBits<number>;
/** sin(x); NaN for infinite x. */
export declare function sine<V, M>(lanes: FloatLanes<V, M>, x: V): V;
/** cos(x); NaN for infinite x. */
export declare function cosine<V, M>(lanes: FloatLanes<V, M>, x: V): V;
/** tan(x); NaN for infinite x. */
export declare function tangent<V, M>(lanes: FloatLanes<V, M>, x: V): V;
//# sourceMappingURL=trigonometric.d.ts.map