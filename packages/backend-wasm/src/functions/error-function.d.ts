import type { FloatLanes } from "./float-lanes.ts";
/** erf(x) = 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x. */
export declare function errorFunctionLanes<V, M>(lanes: FloatLanes<V, M>, x: V): V;
//# sourceMappingURL=error-function.d.ts.map