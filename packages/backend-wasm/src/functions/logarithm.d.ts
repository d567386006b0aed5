/**
 * log and log1p, and the logarithm from parts that the inverse hyperbolic functions share.
 *
 * x = 2^e (1 + f) with 1 + f from sqrt(1/2) below sqrt(2); with s = f / (2 + f), log(1 + f) = 2 atanh(s)
 * = f - (f^2/2 - s (f^2/2 + R(s^2))), R a minimax polynomial (fdlibm e_log; Muller 2016, chapter 11).
 */
import type { FloatLanes } from "./float-lanes.ts";
/** log(x); NaN below 0, -Infinity at 0 and -0. */
export declare function logarithm<V, M>(lanes: FloatLanes<V, M>, x: V): V;
/** log(1 + x) without cancellation near 0; NaN below -1, -Infinity at -1. */
export declare function logarithmOfOnePlus<V, M>(lanes: FloatLanes<V, M>, x: V): V;
//# sourceMappingURL=logarithm.d.ts.map