/** Tensors with data, on the JavaScript side. */
import { allocate, type DType, type TypedArray, type TypedArrayOf } from "./dtype.ts";
import { RensaError } from "./error.ts";
import { formatShape, sizeOf, type Shape } from "./shape.ts";
import type { TensorType } from "./tensor-type.ts";

/** A tensor's elements, row-major, with its type. */
export interface HostTensor<S extends Shape = Shape, D extends DType = DType> extends TensorType<S, D> {
  readonly data: TypedArrayOf<D>;
}

/** Numbers or booleans, or arrays of them nested to the rank of a tensor. */
export type NestedArray = number | boolean | readonly NestedArray[];

/** What can be given where a tensor's data is wanted. */
export type TensorData = HostTensor | TypedArray | NestedArray;

/**
 * Makes a {@link HostTensor} from nested arrays, or from a flat array and a shape.
 *
 * @throws RensaError `SHAPE_MISMATCH` where the nesting is ragged or the number of elements does not fit the shape.
 *
 * @example
 * ```ts
 * import { hostTensor } from "@rensa/core";
 *
 * const matrix = hostTensor([[1, 2], [3, 4]]);
 * console.log(matrix.shape); // [2, 2]
 * const same = hostTensor(new Float32Array([1, 2, 3, 4]), [2, 2]);
 * ```
 */
export function hostTensor<const S extends Shape = Shape, D extends DType = "f32">(
  data: NestedArray | TypedArray,
  shape?: S,
  dtype?: D,
): HostTensor<S, D> {
  const found = ArrayBuffer.isView(data) ? [data.length] : nestedShape(data);
  const target: Shape = shape ?? found;
  if (sizeOf(found) !== sizeOf(target)) {
    throw new RensaError(
      "SHAPE_MISMATCH",
      `hostTensor: ${String(sizeOf(found))} elements do not fill the shape ${formatShape(target)}, which has ${String(sizeOf(target))}.`,
    );
  }
  const kind: DType = dtype ?? (ArrayBuffer.isView(data) ? dtypeOf(data) : "f32");
  const values = ArrayBuffer.isView(data) && dtypeOf(data) === kind ? data : allocate(kind, sizeOf(target));
  if (values !== data) {
    if (ArrayBuffer.isView(data)) values.set(data);
    else fill(values, data, 0);
  }
  return { shape: target as S, dtype: kind as D, data: values as TypedArrayOf<D> };
}

/** The dtype whose elements a typed array holds; a byte array counts as `u8`. */
export function dtypeOf(data: TypedArray): DType {
  if (data instanceof Float32Array) return "f32";
  if (data instanceof Float64Array) return "f64";
  return data instanceof Int32Array ? "i32" : "u8";
}

/**
 * The shape of nested arrays.
 *
 * @throws RensaError `SHAPE_MISMATCH` where they are ragged.
 */
export function nestedShape(data: NestedArray): number[] {
  if (!Array.isArray(data)) return [];
  const rows = data as readonly NestedArray[];
  const inner = rows.length === 0 ? [] : nestedShape(rows[0] as NestedArray);
  for (const row of rows) {
    const shape = nestedShape(row);
    if (formatShape(shape) !== formatShape(inner)) {
      throw new RensaError(
        "SHAPE_MISMATCH",
        `The nested arrays are ragged: ${formatShape(inner)} beside ${formatShape(shape)}; give rows of one length.`,
      );
    }
  }
  return [rows.length, ...inner];
}

function fill(target: TypedArray, data: NestedArray, offset: number): number {
  if (Array.isArray(data)) {
    let next = offset;
    for (const row of data as readonly NestedArray[]) next = fill(target, row, next);
    return next;
  }
  target[offset] = Number(data);
  return offset + 1;
}

/** The elements as nested arrays, for printing and for JSON. */
export function toNested(tensor: HostTensor): NestedArray {
  const build = (axis: number, offset: number, size: number): NestedArray => {
    const dimension = tensor.shape[axis];
    if (dimension === undefined) {
      const value = tensor.data[offset] ?? 0;
      return tensor.dtype === "bool" ? value !== 0 : value;
    }
    const step = dimension === 0 ? 0 : size / dimension;
    return Array.from({ length: dimension }, (_, index) => build(axis + 1, offset + index * step, step));
  };
  return build(0, 0, sizeOf(tensor.shape));
}
