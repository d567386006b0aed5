import type { FloatLanes } from "./float-lanes.ts";
/** a^b by the rules of JavaScript: 1 for b = 0, and NaN where b is NaN or a is 1 or -1 and b infinite. */
export declare function power<V, M>(lanes: FloatLanes<V, M>, a: V, b: V): V;
//# sourceMappingURL=power.d.ts.map