/** Turns what a user holds (typed arrays, nested arrays, rows of typed arrays) into one flat typed array. */
import { formatGiven, allocate, dtypeOf, RensaError, type DType, type NestedArray, type TypedArray } from "@rensa/core";

/**
 * The elements of all examples, first example first: one flat typed array, or an array with one entry for each
 * example, which is a number, a typed array, or an array nested as deep as the example's shape.
 *
 * @example
 * ```ts
 * import type { ArrayData } from "@rensa/data";
 *
 * const flat: ArrayData = new Float32Array([1, 2, 3, 4]);
 * const nested: ArrayData = [[1, 2], [3, 4]];
 * const rows: ArrayData = [new Float32Array([1, 2]), new Float32Array([3, 4])];
 * ```
 */
export type ArrayData = TypedArray | readonly NestedArray[] | readonly TypedArray[];

/**
 * The dtype of the tensors that a {@link Dataset} makes of `Data`: that of a typed array, otherwise `Otherwise`.
 *
 * @example
 * ```ts
 * import type { ArrayDType } from "@rensa/data";
 *
 * const bytes: ArrayDType<Uint8Array> = "u8";
 * const numbers: ArrayDType<number[]> = "f32";
 * ```
 */
export type ArrayDType<Data extends ArrayData, Otherwise extends DType = "f32"> = Data extends Float32Array
  ? "f32"
  : Data extends Float64Array
    ? "f64"
    : Data extends Int32Array
      ? "i32"
      : Data extends Uint8Array
        ? "u8"
        : Otherwise;

/** Elements in one array, and the dtype that they are meant to have. */
export interface Elements {
  readonly data: TypedArray;
  readonly dtype: DType;
}

/**
 * Reads array data. A typed array is taken as it is; anything else is kept as 64-bit floats until it was checked, since
 * a conversion to integers would hide a label of 1.5.
 *
 * @throws RensaError `DATA_INVALID` where the nesting differs from `[examples, ...shape]`, naming the row.
 */
export function readElements(label: string, data: ArrayData, shape: readonly number[], otherwise: DType): Elements {
  if (ArrayBuffer.isView(data)) return { data, dtype: dtypeOf(data) };
  if (!Array.isArray(data)) {
    throw new RensaError("DATA_INVALID", `${label} are neither an array nor a typed array; give one of the two.`);
  }
  const width = shape.reduce((product, dimension) => product * dimension, 1);
  const flat = new Float64Array(data.length * width);
  data.forEach((row: NestedArray | TypedArray, index) => {
    if (!ArrayBuffer.isView(row)) writeRow(flat, row, shape, 0, index * width, `${label}, row ${String(index)}`);
    else if (row.length === width) flat.set(row, index * width);
    else throw ragged(`${label}, row ${String(index)}`, row.length, width);
  });
  return { data: flat, dtype: otherwise };
}

/** The elements as the typed array of their dtype. */
export function convertElements({ data, dtype }: Elements): TypedArray {
  if (dtypeOf(data) === dtype) return data;
  const converted = allocate(dtype, data.length);
  converted.set(data);
  return converted;
}

/** Writes one example, of which `value` is the part below `axis`, and returns the offset behind it. */
function writeRow(
  flat: Float64Array,
  value: NestedArray,
  shape: readonly number[],
  axis: number,
  offset: number,
  place: string,
): number {
  const dimension = shape[axis];
  if (dimension === undefined) {
    if (typeof value !== "number" && typeof value !== "boolean") {
      // Callers without types give anything.
      const odd: unknown = value;
      const given = Array.isArray(odd)
        ? `an array of ${String(odd.length)}`
        : odd === undefined
          ? "nothing"
          : formatGiven(odd);
      throw new RensaError("DATA_INVALID", `${place}: found ${given} where a number is wanted; check the shape given.`);
    }
    flat[offset] = Number(value);
    return offset + 1;
  }
  const length = Array.isArray(value) ? value.length : 0;
  if (length !== dimension) throw ragged(place, length, dimension);
  let next = offset;
  for (const part of value as readonly NestedArray[]) next = writeRow(flat, part, shape, axis + 1, next, place);
  return next;
}

function ragged(place: string, found: number, wanted: number): RensaError {
  return new RensaError(
    "DATA_INVALID",
    `${place}: ${String(found)} elements where ${String(wanted)} are wanted; give every example the same shape.`,
  );
}
