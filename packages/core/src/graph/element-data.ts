/**
 * Data on its way into tensors: every element is a number that the dtype can hold, every row as long as its axis. What
 * JavaScript would turn into some number (holes, text, `null`, 2.5 for an integer) is refused, with its position.
 */
import { refuseArgument } from "./check-argument.ts";
import { allocate, holds as holdsExactly, integerRange, isFloat, type DType, type TypedArray } from "./dtype.ts";
import { formatGiven } from "./format-given.ts";
import { sizeOf, type Shape } from "./shape.ts";
import { formatTensorType, type TensorType } from "./tensor-type.ts";

/** Why data does not fit a type: the rest of a sentence that begins with what they are for. */
export class UnfitData extends Error {}

/** The typed arrays that hold elements of tensors. */
export function isTypedArray(value: unknown): value is TypedArray {
  return (
    value instanceof Float32Array ||
    value instanceof Float64Array ||
    value instanceof Int32Array ||
    value instanceof Uint8Array
  );
}

/**
 * The dtype whose elements a typed array holds; a byte array counts as `u8`.
 *
 * @param data - The typed array.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { dtypeOf } from "@rensa/core";
 *
 * console.log(dtypeOf(Float64Array.of(1)), dtypeOf(Uint8Array.of(1))); // "f64" "u8"
 * ```
 */
export function dtypeOf(data: TypedArray): DType {
  if (data instanceof Float32Array) return "f32";
  if (data instanceof Float64Array) return "f64";
  if (data instanceof Int32Array) return "i32";
  return data instanceof Uint8Array ? "u8" : refuseArgument("The elements", data, "a typed array");
}

/**
 * The elements of a typed array, as many as a tensor of the type has, each fit for its dtype.
 *
 * @throws UnfitData where they are not.
 */
export function typedElements(type: TensorType, data: TypedArray): TypedArray {
  const size = sizeOf(type.shape);
  if (data.length !== size) {
    throw new UnfitData(`has ${String(data.length)} elements, and ${formatTensorType(type)} has ${String(size)}`);
  }
  const { dtype } = type;
  // An array of the dtype itself holds nothing else, and no time is spent on it.
  if (dtypeOf(data) === dtype) return data;
  const at = data.findIndex((value: number) => !fits(value, dtype));
  if (at < 0) return data;
  throw new UnfitData(`holds ${String(data[at])} at element ${showPosition(at, type.shape)}, ${misfit(dtype)}`);
}

/**
 * The elements of nested arrays of a shape, in an array of the dtype or of another that holds them.
 *
 * @throws UnfitData where a row is too short or too long, or an element is not a number or does not fit the dtype.
 */
export function nestedElements({ shape, dtype }: TensorType, data: unknown, storage: DType = dtype): TypedArray {
  const elements = allocate(storage, sizeOf(shape));
  const place: number[] = [];
  let next = 0;
  const visit = (value: unknown, axis: number): void => {
    const extent = shape[axis];
    if (extent === undefined) {
      const number = elementOf(value, dtype);
      if (number === null) throw new UnfitData(`holds ${showValue(value)} at ${showPlace(place)}, ${misfit(dtype)}`);
      elements[next++] = number;
      return;
    }
    if (!Array.isArray(value)) {
      throw new UnfitData(
        `holds ${showValue(value)} at ${showPlace(place)}, where a row of ${String(extent)} is wanted`,
      );
    }
    if (value.length !== extent) {
      throw new UnfitData(
        `is ragged or of another shape: the row at ${showPlace(place)} has ${String(value.length)} elements and not ${String(extent)}`,
      );
    }
    // By index, since iterating skips nothing and `forEach` skips holes.
    for (let at = 0; at < extent; at++) {
      place[axis] = at;
      visit(value[at], axis + 1);
    }
    place.length = axis;
  };
  visit(data, 0);
  return elements;
}

/** Deeper nesting is not data but an array that holds itself. */
const mostAxes = 64;

/**
 * The shape that nested arrays have along their first elements. Whether they have it throughout is seen when they are read.
 *
 * @throws UnfitData where they are nested without end.
 */
export function firstShape(data: unknown): number[] {
  const shape: number[] = [];
  for (let inner = data; Array.isArray(inner); inner = inner[0] as unknown) {
    if (shape.length === mostAxes) throw new UnfitData(`is nested deeper than ${String(mostAxes)} arrays`);
    shape.push(inner.length);
    if (inner.length === 0) break;
  }
  return shape;
}

/** A number or bool as an element; `null` where it is none. */
function elementOf(value: unknown, dtype: DType): number | null {
  if (typeof value === "boolean") return dtype === "bool" ? Number(value) : null;
  return typeof value === "number" && fits(value, dtype) ? value : null;
}

/** True for a number that the dtype holds: as it is, or rounded for f32. */
export function fits(value: number, dtype: DType): boolean {
  if (dtype === "f32") return Number.isFinite(Math.fround(value)) || !Number.isFinite(value);
  return holdsExactly(dtype, value);
}

function misfit(dtype: DType): string {
  if (dtype === "bool") return "and bool takes true, false, 1 and 0";
  const range = integerRange(dtype);
  return range === null
    ? `which is no number that ${dtype} can hold`
    : `and ${dtype} takes whole numbers from ${range.join(" to ")}`;
}

/** A value for a message. */
function showValue(value: unknown): string {
  return value === undefined ? "undefined (or a hole)" : formatGiven(value);
}

function showPlace(place: readonly number[]): string {
  return place.length === 0 ? "its top" : `element [${place.join(", ")}]`;
}

/** The indices of a flat position, in words. */
export function showPosition(at: number, shape: Shape): string {
  return `[${placeOf(at, shape).join(", ")}]`;
}

/** The indices of a flat position. */
export function placeOf(at: number, shape: Shape): readonly number[] {
  let rest = at;
  const place = [...shape].reverse().map((extent) => {
    const index = rest % extent;
    rest = Math.floor(rest / extent);
    return index;
  });
  return place.reverse();
}

/** True where the dtype's elements may be kept in such an array: its own, or doubles for `f32`, as the oracle has them. */
export function holds(data: TypedArray, dtype: DType): boolean {
  const found = dtypeOf(data);
  return found === dtype || (isFloat(dtype) && isFloat(found)) || (dtype === "bool" && found === "u8");
}
