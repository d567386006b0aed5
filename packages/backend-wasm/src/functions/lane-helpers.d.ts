/**
 * What several elementary functions share: polynomials, clamps that keep NaN, and the splitting of a float.
 *
 * Coefficients are minimax fits made by Remez exchange in 60 digits, weighted to the relative error of the whole
 * function, then rounded to the lane's width. They stand in tables by the bits of a lane, lowest power first.
 */
import type { FloatLanes } from "./float-lanes.ts";
/** One thing for f32 lanes, another for f64 lanes. */
export interface ByBits<T> {
    readonly 32: T;
    readonly 64: T;
}
/** A number kept as a sum, so that it is known to more digits than a lane holds. */
export interface TwoPart {
    readonly high: number;
    readonly low: number;
}
/** Smallest normal number, and a factor that makes every subnormal number normal. */
export declare const smallestNormal: ByBits<number>;
/** log(2); the high part has so few bits that its product with any exponent is exact (Cody and Waite). */
export declare const logarithmOfTwo: ByBits<TwoPart>;
/** pi/2 as the nearest lane and the remainder. */
export declare const halfPi: ByBits<TwoPart>;
/** The polynomial with these coefficients, lowest power first, by Horner's rule. */
export declare function polynomial<V, M>(lanes: FloatLanes<V, M>, x: V, coefficients: ByBits<readonly number[]>): V;
/** The smaller of `x` and a limit; NaN stays. A select, since the NaN rules of a wasm min cost several instructions. */
export declare function atMost<V, M>(lanes: FloatLanes<V, M>, x: V, limit: number): V;
/** The larger of `x` and a limit; NaN stays. */
export declare function atLeast<V, M>(lanes: FloatLanes<V, M>, x: V, limit: number): V;
/** True where the sign bit is set, that of -0 too. NaN may have either. */
export declare function hasSign<V, M>(lanes: FloatLanes<V, M>, x: V): M;
/** `value`, but the argument itself where that is tiny: there it is the answer, and keeps -0 and subnormal digits. */
export declare function exceptTiny<V, M>(lanes: FloatLanes<V, M>, x: V, value: V): V;
/** The exponent e for which a normal positive `x / 2^e` lies from sqrt(1/2) below sqrt(2), and that quotient. */
export declare function splitNearOne<V, M>(lanes: FloatLanes<V, M>, x: V): {
    readonly exponent: V;
    readonly mantissa: V;
};
/** As splitNearOne, for subnormal numbers too: those are scaled up first. */
export declare function splitAnyNearOne<V, M>(lanes: FloatLanes<V, M>, x: V): {
    readonly exponent: V;
    readonly mantissa: V;
};
/** The nearest number with half the bits, so that the product of two such is exact (Veltkamp). */
export declare function halfPrecision<V, M>(lanes: FloatLanes<V, M>, x: V): V;
//# sourceMappingURL=lane-helpers.d.ts.map