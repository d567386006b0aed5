/**
 * rem, sign and isFinite: exact functions that are no single instruction.
 *
 * The meaning of rem is a - b floor(a/b) in float64. For f32 lanes the product is therefore made exact in two halves
 * (Dekker 1971), and a quotient that rounding carried up to the next integer is put right.
 */
import type { FloatLanes } from "./float-lanes.ts";
/** a - b floor(a/b): the remainder with the sign of b. NaN where b is 0 or infinite, or a infinite. */
export declare function remainder<V, M>(lanes: FloatLanes<V, M>, a: V, b: V): V;
/** -1, 1, or `x` itself where it is a zero or NaN. */
export declare function sign<V, M>(lanes: FloatLanes<V, M>, x: V): V;
/** True where `x` is neither infinite nor NaN. */
export declare function isFinite<V, M>(lanes: FloatLanes<V, M>, x: V): M;
//# sourceMappingURL=remainder.d.ts.map