import type { FloatLanes } from "./float-lanes.ts";
/** sinh(x). */
export declare function hyperbolicSine<V, M>(lanes: FloatLanes<V, M>, x: V): V;
/** cosh(x). */
export declare function hyperbolicCosine<V, M>(lanes: FloatLanes<V, M>, x: V): V;
/** tanh(x). */
export declare function hyperbolicTangent<V, M>(lanes: FloatLanes<V, M>, x: V): V;
//# sourceMappingURL=hyperbolic.d.ts.map