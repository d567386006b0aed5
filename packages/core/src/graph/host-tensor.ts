/** Tensors with data, on the JavaScript side. */
import { checkOneOf, checkKind, checkParts } from "./check-argument.ts";
import { dtypes, allocate, type DType, type TypedArray, type TypedArrayOf } from "./dtype.ts";
import { dtypeOf, firstShape, holds, isTypedArray, nestedElements, typedElements, UnfitData } from "./element-data.ts";
import { RensaError } from "./error.ts";
import { checkShape, formatShape, sizeOf, type Shape } from "./shape.ts";
import type { TensorType } from "./tensor-type.ts";

export { dtypeOf } from "./element-data.ts";

/** A tensor's elements, row-major, with its type. */
export interface HostTensor<S extends Shape = Shape, D extends DType = DType> extends TensorType<S, D> {
  readonly data: TypedArrayOf<D>;
}

/** Numbers or booleans, or arrays of them nested to the rank of a tensor. */
export type NestedArray = number | boolean | readonly NestedArray[];

/** What can be given where a tensor's data is wanted. */
export type TensorData = HostTensor | TypedArray | NestedArray;

/** The dtype of a tensor that is made of data: that of a typed array, else f32. @inline */
export type DTypeOfData<Data> = Data extends Float64Array
  ? "f64"
  : Data extends Int32Array
    ? "i32"
    : Data extends Uint8Array
      ? "u8"
      : "f32";

/**
 * Makes a {@link HostTensor} from nested arrays, or from a flat array and a shape.
 *
 * @param data - Nested arrays, or numbers in row-major order.
 * @param shape - The shape; that of the nested arrays where it is left out.
 * @param dtype - Default: that of a typed array, else f32.
 *
 * @throws RensaError `SHAPE_MISMATCH` where the number of elements does not fit the shape; `INPUT_MISMATCH`, with the
 *   position, where the nesting is ragged and for an element that is not a number or that the dtype cannot hold.
 * @throws RensaError `ATTRIBUTE_INVALID` for a value that is not allowed, `ARGUMENT_INVALID` for an argument of
 *   another kind.
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
export function hostTensor<
  X extends NestedArray | TypedArray,
  const S extends Shape = Shape,
  D extends DType = DTypeOfData<X>,
>(data: X, shape?: S, dtype?: D): HostTensor<S, NoInfer<D>> {
  const typed = isTypedArray(data) ? data : null;
  if (shape !== undefined) checkShape("hostTensor", shape);
  if (dtype !== undefined) checkOneOf("hostTensor: the dtype", dtype, dtypes);
  const kind: DType = dtype ?? (typed === null ? "f32" : dtypeOf(typed));
  const found = typed === null ? shapeOf("hostTensor: the data", data) : [typed.length];
  const target: Shape = shape ?? found;
  if (sizeOf(found) !== sizeOf(target)) {
    throw new RensaError(
      "SHAPE_MISMATCH",
      `hostTensor: ${String(sizeOf(found))} elements do not fill the shape ${formatShape(target)}, which has ${String(sizeOf(target))}.`,
    );
  }
  const values = fitting("hostTensor: the data", () =>
    typed === null
      ? nestedElements({ shape: found, dtype: kind }, data)
      : typedElements({ shape: target, dtype: kind }, typed),
  );
  return { shape: target as S, dtype: kind as D, data: ofDType(values, kind) as TypedArrayOf<D> };
}

/**
 * A host tensor that somebody made by hand, as it is.
 *
 * @param what - What is checked, for the sentence of the error.
 * @param tensor - The tensor, with its data.
 *
 * @throws RensaError `INPUT_MISMATCH` where its data is no typed array for its dtype, or has another length.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { checkedTensor } from "@rensa/core";
 *
 * console.log(checkedTensor("mine", { shape: [2], dtype: "f32", data: Float32Array.of(1, 2) }).data); // Float32Array [1, 2]
 * ```
 */
export function checkedTensor(what: string, tensor: TensorType & { readonly data?: unknown }): HostTensor {
  checkParts(what, tensor, "shape", "dtype");
  const { shape, dtype, data } = tensor;
  if (!isTypedArray(data)) {
    throw new RensaError("INPUT_MISMATCH", `${what} has no typed array as its data; make it with hostTensor.`);
  }
  const values = fitting(what, () => typedElements({ shape, dtype }, data));
  return { shape, dtype, data: holds(values, dtype) ? values : ofDType(values, dtype) };
}

/**
 * The shape of nested arrays.
 *
 * @param data - The nested arrays.
 *
 * @throws RensaError `INPUT_MISMATCH` where they are ragged.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { nestedShape } from "@rensa/core";
 *
 * console.log(nestedShape([[1, 2, 3], [4, 5, 6]])); // [2, 3]
 * ```
 */
export function nestedShape(data: NestedArray): number[] {
  if (typeof data !== "number" && typeof data !== "boolean") checkKind("nestedShape: the data", data, "list");
  const shape = shapeOf("The nested arrays", data);
  expectShape(data, shape, []);
  return shape;
}

function expectShape(data: unknown, shape: Shape, place: readonly number[]): void {
  const extent = shape[place.length];
  const length = Array.isArray(data) ? data.length : undefined;
  if (length !== extent) {
    const found = length === undefined ? "is no array" : `has ${String(length)} elements`;
    throw new RensaError(
      "INPUT_MISMATCH",
      `The nested arrays are ragged: what stands at [${place.join(", ")}] ${found}, where the first rows make the shape ${formatShape(shape)}; give rows of one length.`,
    );
  }
  if (!Array.isArray(data)) return;
  // A row of numbers, of which there are many, needs no call for each.
  if (place.length === shape.length - 1 && !data.some(Array.isArray)) return;
  data.forEach((row: unknown, at) => {
    expectShape(row, shape, [...place, at]);
  });
}

function shapeOf(what: string, data: unknown): number[] {
  return fitting(what, () => firstShape(data));
}

function ofDType(values: TypedArray, dtype: DType): TypedArray {
  if (dtypeOf(values) === dtype || (dtype === "bool" && values instanceof Uint8Array)) return values;
  const copy = allocate(dtype, values.length);
  copy.set(values);
  return copy;
}

/** Runs a check; what it says of data becomes a sentence with `what` before it. */
function fitting<T>(what: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof UnfitData) throw new RensaError("INPUT_MISMATCH", `${what} ${error.message}.`);
    throw error;
  }
}

/**
 * The elements as nested arrays, for printing and for JSON.
 *
 * @param tensor - The tensor.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { hostTensor, toNested } from "@rensa/core";
 *
 * console.log(toNested(hostTensor([1, 2, 3, 4], [2, 2]))); // [[1, 2], [3, 4]]
 * ```
 */
export function toNested(tensor: HostTensor): NestedArray {
  checkParts("toNested: the tensor", tensor, "shape", "data");
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
