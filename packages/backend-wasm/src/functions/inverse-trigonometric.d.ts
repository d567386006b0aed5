/**
 * asin, acos, atan and atan2.
 *
 * Up to 1/2, asin(x) = x + x^3 P(x^2); above, asin(x) = pi/2 - 2 asin(sqrt((1 - x) / 2)) (Cephes; Muller 2016). The
 * arctangent of a ratio up to 1 is an odd minimax polynomial, and atan(x) = pi/2 - atan(1/x) above (SLEEF).
 */
import type { FloatLanes } from "./float-lanes.ts";
/** asin(x); NaN beyond 1 and -1. */
export declare function arcsine<V, M>(lanes: FloatLanes<V, M>, x: V): V;
/** acos(x); NaN beyond 1 and -1. */
export declare function arccosine<V, M>(lanes: FloatLanes<V, M>, x: V): V;
/** atan(x). */
export declare function arctangent<V, M>(lanes: FloatLanes<V, M>, x: V): V;
/** The angle of the point (x, y), from -pi to pi; the signs of zeros count. */
export declare function arctangentOfPoint<V, M>(lanes: FloatLanes<V, M>, y: V, x: V): V;
//# sourceMappingURL=inverse-trigonometric.d.ts.map