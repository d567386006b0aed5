/**
 * asinh, acosh and atanh, from log(1 + u) so that nothing cancels near 0 (fdlibm; Muller 2016, chapter 11).
 *
 * asinh(a) = log1p(a + a^2 / (1 + sqrt(a^2 + 1))); acosh(x) = log1p(t + sqrt(t (t + 2))) with t = x - 1;
 * atanh(a) = log1p(2a / (1 - a)) / 2. Where the square would overflow, asinh and acosh are log(a) + log(2).
 */
import type { FloatLanes } from "./float-lanes.ts";
/** asinh(x). */
export declare function inverseHyperbolicSine<V, M>(lanes: FloatLanes<V, M>, x: V): V;
/** acosh(x); NaN below 1. */
export declare function inverseHyperbolicCosine<V, M>(lanes: FloatLanes<V, M>, x: V): V;
/** atanh(x); NaN beyond 1 and -1, infinite at them. */
export declare function inverseHyperbolicTangent<V, M>(lanes: FloatLanes<V, M>, x: V): V;
//# sourceMappingURL=inverse-hyperbolic.d.ts.map