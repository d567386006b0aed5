/**
 * How elements are held in vectors while they are computed.
 *
 * A kernel without f64 has four lanes: f32x4, i32x4, and masks for booleans. One with f64 has two: f64x2, and the first
 * two lanes of what else there is. A u8 is an i32 from 0 to 255. A boolean is a mask of 32-bit lanes: -1 or 0.
 */
import type { DType, Precision } from "@rensa/core";

/** What a lane holds. */
export type Kind = "f32" | "f64" | "i32" | "u8" | "bool";

/** Number of lanes that are computed together. */
export type LaneCount = 2 | 4;

/** The kind of a dtype in the precision of a program. */
export function kindOf(dtype: DType, precision: Precision): Kind {
  return dtype === "f32" && precision === "f64" ? "f64" : dtype;
}

/** Bytes of an element in memory. */
export const bytesOfKind: Readonly<Record<Kind, number>> = { f32: 4, f64: 8, i32: 4, u8: 1, bool: 1 };
