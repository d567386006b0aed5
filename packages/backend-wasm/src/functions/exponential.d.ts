/**
 * exp and expm1, and the reduction that the hyperbolic functions and erf share.
 *
 * x = n log(2) + r with |r| <= log(2)/2, log(2) in two parts (Cody and Waite 1980); exp(r) = 1 + r + r^2 q(r) with q a
 * minimax polynomial; then exp(x) = 2^n exp(r), and expm1(x) = 2^n expm1(r) + (2^n - 1) (Muller 2016, chapter 11).
 */
import type { FloatLanes } from "./float-lanes.ts";
/** The integral n and the remainder r of `x = n log(2) + r`. */
export declare function reduceByLogarithmOfTwo<V, M>(lanes: FloatLanes<V, M>, x: V): {
    readonly n: V;
    readonly r: V;
};
/** exp(r) - 1 for |r| <= log(2)/2. */
export declare function exponentialMinusOneOfRemainder<V, M>(lanes: FloatLanes<V, M>, r: V): V;
/** exp(x) - 1 where the exponent of exp(x) is that of a normal number below the largest: |x| < 80 for f32, 700 for f64. */
export declare function exponentialMinusOneWithin<V, M>(lanes: FloatLanes<V, M>, x: V): V;
/** `value * 2^n` in two steps, so that neither power leaves the normal numbers and a subnormal result is right. */
export declare function scaleByPowerOfTwo<V, M>(lanes: FloatLanes<V, M>, value: V, n: V): V;
/** e^x; subnormal results are right, to one rounding more. */
export declare function exponential<V, M>(lanes: FloatLanes<V, M>, x: V): V;
/** e^x - 1 without cancellation near 0. */
export declare function exponentialMinusOne<V, M>(lanes: FloatLanes<V, M>, x: V): V;
//# sourceMappingURL=exponential.d.ts.map