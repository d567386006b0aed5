/** What becomes of tensor types, and trees of them, when examples are stacked into batches or read from plain values. */
import {
  flattenTree,
  formatTensorType,
  hostTensor,
  isTyped,
  mapTree,
  nestedShape,
  RensaError,
  tensorType,
  type DType,
  type HostTensor,
  type NestedArray,
  type TensorType,
  type TypedArray,
  type TypeTree,
} from "@rensa/core";

/**
 * One example's inputs or targets as a function of yours may return them: a number (a scalar), an array of numbers, a
 * typed array, a {@link HostTensor}, or an object of these. Numbers become `f32`.
 *
 * @example
 * ```ts
 * import type { ExampleData } from "@rensa/data";
 *
 * const scalar: ExampleData = 3;
 * const record: ExampleData = { numbers: [0.5, 2], city: new Int32Array([4]) };
 * ```
 */
export type ExampleData = NestedArray | TypedArray | HostTensor | { readonly [name: string]: ExampleData };

/**
 * The type of {@link ExampleData}, as far as the editor knows it: a tuple's or tensor's length is exact.
 *
 * @example
 * ```ts
 * import type { TensorType } from "@rensa/core";
 * import type { ExampleType } from "@rensa/data";
 *
 * const point: ExampleType<readonly [number, number]> = { shape: [2], dtype: "f32" };
 * ```
 */
export type ExampleType<X> = X extends TensorType
  ? TensorType<X["shape"], X["dtype"]>
  : X extends number | boolean
    ? TensorType<readonly [], "f32">
    : X extends Float32Array
      ? TensorType<readonly [number], "f32">
      : X extends Float64Array
        ? TensorType<readonly [number], "f64">
        : X extends Int32Array
          ? TensorType<readonly [number], "i32">
          : X extends Uint8Array
            ? TensorType<readonly [number], "u8">
            : X extends readonly (number | boolean)[]
              ? TensorType<readonly [X["length"]], "f32">
              : X extends readonly unknown[]
                ? TensorType<readonly number[], "f32">
                : { readonly [K in keyof X]: ExampleType<X[K]> };

/**
 * The type of one example of a tensor whose first dimension counts examples, or of a tree of such tensors.
 *
 * @example
 * ```ts
 * import type { TensorType } from "@rensa/core";
 * import type { RowType } from "@rensa/data";
 *
 * const image: RowType<TensorType<readonly [60000, 28, 28], "u8">> = { shape: [28, 28], dtype: "u8" };
 * ```
 */
export type RowType<X> = X extends TensorType
  ? X["shape"] extends readonly [number, ...infer S extends readonly number[]]
    ? TensorType<S, X["dtype"]>
    : TensorType<readonly number[], X["dtype"]>
  : { readonly [K in keyof X]: RowType<X[K]> };

/** True for tensors with data. */
export function isHostTensor(value: unknown): value is HostTensor {
  return isTyped(value) && "data" in value && ArrayBuffer.isView(value.data);
}

/** The types at the leaves of a tree, with their paths (an empty one where the tree is one tensor). */
export function leavesOf(tree: TypeTree): [path: string, type: TensorType][] {
  // Most trees are one tensor, and this is asked for every example.
  return isTyped(tree) ? [["", tree]] : flattenTree(tree, isTyped);
}

/** Whether two types are the same. */
export function isSameType(one: TensorType, other: TensorType): boolean {
  return (
    one.dtype === other.dtype &&
    one.shape.length === other.shape.length &&
    one.shape.every((dimension, axis) => dimension === other.shape[axis])
  );
}

/** The tree of types with each leaf replaced. */
export function mapTypes<Result>(tree: TypeTree, replace: (type: TensorType, path: string) => TensorType): Result {
  return mapTree<TensorType, Result>(tree, isTyped, replace);
}

/** The tree of types with its leaves, in order, replaced by tensors that hold the given arrays. */
export function withData<Result>(
  tree: TypeTree,
  arrays: readonly TypedArray[],
  shapeOf: (type: TensorType) => readonly number[],
): Result {
  let next = 0;
  const withNext = (type: TensorType): TensorType & { readonly data: TypedArray | undefined } => ({
    shape: shapeOf(type),
    dtype: type.dtype,
    data: arrays[next++],
  });
  return mapTree<TensorType, Result>(tree, isTyped, withNext);
}

/** Features may be true or false; tensors of numbers take numbers. */
function withoutBooleans(data: NestedArray): NestedArray {
  if (Array.isArray(data)) return (data as readonly NestedArray[]).map(withoutBooleans);
  return typeof data === "boolean" ? Number(data) : data;
}

/**
 * Example data as a tree of host tensors.
 *
 * @throws RensaError `DATA_INVALID` where it holds something else, naming the place.
 */
export function toTensors(place: string, value: unknown, dtype: DType = "f32"): TypeTree {
  if (isHostTensor(value)) return value;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return hostTensor(value as TypedArray);
  if (typeof value === "number" || typeof value === "boolean" || Array.isArray(value)) {
    const nested = value as NestedArray;
    try {
      return hostTensor(withoutBooleans(nested), nestedShape(nested), dtype);
    } catch (cause) {
      throw new RensaError(
        "DATA_INVALID",
        `${place}: ${cause instanceof RensaError ? cause.sentence : String(cause)}`,
        {
          cause,
        },
      );
    }
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, child]) => [name, toTensors(`${place}, ${name}`, child, dtype)]),
    );
  }
  throw new RensaError(
    "DATA_INVALID",
    `${place}: found ${value === null ? "null" : typeof value} where numbers are wanted; ` +
      "give a number, an array of numbers, a typed array, a host tensor, or an object of these.",
  );
}

/** The types of a tree of tensors, without their data. */
export function typesOf(tree: TypeTree): TypeTree {
  return mapTypes<TypeTree>(tree, ({ dtype, shape }) => tensorType(dtype, shape));
}

/** `f32[3]`, or `{ numbers: f32[3], city: i32[] }`. */
export function formatTypes(tree: TypeTree): string {
  if (isTyped(tree)) return formatTensorType(tree);
  const parts = Object.entries(tree).map(([name, child]) => `${name}: ${formatTypes(child)}`);
  return `{ ${parts.join(", ")} }`;
}
