/** Element types of tensors and the typed arrays that hold them. */
import { refuseArgument } from "./check-argument.ts";

/** The element types that a tensor can have. `f16` and `bf16` storage may join later. */
export type DType = "f32" | "f64" | "i32" | "u8" | "bool";

/** Every {@link DType}, in the order in which they are documented. */
export const dtypes: readonly DType[] = ["f32", "f64", "i32", "u8", "bool"];

/** The floating-point element types, the only ones through which gradients flow. */
export type FloatDType = "f32" | "f64";

/** A typed array that holds the elements of a tensor. A `bool` is kept as one byte, 0 or 1. */
export type TypedArray = Float32Array | Float64Array | Int32Array | Uint8Array;

/** The typed array that holds elements of dtype `D`. */
export type TypedArrayOf<D extends DType> = D extends "f32"
  ? Float32Array
  : D extends "f64"
    ? Float64Array
    : D extends "i32"
      ? Int32Array
      : Uint8Array;

/** Bytes of one element. */
export const bytesPerElement: Readonly<Record<DType, number>> = { f32: 4, f64: 8, i32: 4, u8: 1, bool: 1 };

const integerRanges: ReadonlyMap<DType, readonly [number, number] | null> = new Map([
  ["f32", null],
  ["f64", null],
  ["i32", [-2147483648, 2147483647]],
  ["u8", [0, 255]],
  ["bool", [0, 1]],
]);

const arrayTypes: ReadonlyMap<DType, new (length: number) => TypedArray> = new Map<
  DType,
  new (length: number) => TypedArray
>([
  ["f32", Float32Array],
  ["f64", Float64Array],
  ["i32", Int32Array],
  ["u8", Uint8Array],
  ["bool", Uint8Array],
]);

/**
 * True for `f32` and `f64`.
 *
 * @param dtype - The type of the elements.
 *
 * @example
 * ```ts
 * import { isFloat } from "@rensa/core";
 *
 * console.log(isFloat("f64"), isFloat("i32")); // true false
 * ```
 */
export function isFloat(dtype: DType): dtype is FloatDType {
  return dtype === "f32" || dtype === "f64";
}

/** The least and the greatest whole number that an integer or bool dtype holds; null for the floats. */
export function integerRange(dtype: DType): readonly [least: number, greatest: number] | null {
  const range = integerRanges.get(dtype);
  return range === undefined ? refuseArgument("The dtype", dtype, dtypes.join(", ")) : range;
}

/** True where a dtype holds exactly this number; the floats hold any, rounded. */
export function holds(dtype: DType, value: number): boolean {
  const range = integerRange(dtype);
  return range === null || (Number.isInteger(value) && value >= range[0] && value <= range[1]);
}

/** The number of a dtype that is nearest to one without its fraction; 0 for NaN. A float is left as it is. */
export function nearestIn(dtype: DType, value: number): number {
  const range = integerRange(dtype);
  if (range === null) return value;
  return Number.isNaN(value) ? 0 : Math.max(range[0], Math.min(range[1], value)) | 0;
}

/**
 * A new, zeroed typed array of `length` elements.
 *
 * @param dtype - The type of the elements.
 * @param length - The number of elements.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { allocate } from "@rensa/core";
 *
 * console.log(allocate("i32", 3)); // Int32Array [0, 0, 0]
 * ```
 */
export function allocate(dtype: DType, length: number): TypedArray {
  if (!(typeof length === "number" && length >= 0)) refuseArgument("The length", length, "a whole number from 0");
  const Elements = arrayTypes.get(dtype) ?? refuseArgument("The dtype", dtype, dtypes.join(", "));
  return new Elements(length);
}
