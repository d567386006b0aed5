/** A table of examples and the rows of it that a data set shows; what views share and batches are gathered from. */
import {
  allocate,
  RensaError,
  type HostTensor,
  type TensorType,
  type TypedArray,
  type TypedArrayOf,
} from "@rensa/core";

/** The inputs, or the targets, of all examples. */
export interface Column<E extends TensorType = TensorType> {
  /** The type of one example. */
  readonly type: E;
  /** Elements in one example. */
  readonly width: number;
  /** The elements of all examples, row-major. */
  readonly data: TypedArray;
}

/** Two columns, and which of their rows are seen, in which order. */
export interface Examples<I extends TensorType = TensorType, T extends TensorType = TensorType> {
  readonly inputs: Column<I>;
  readonly targets: Column<T>;
  readonly rows: Uint32Array;
  /** The number of classes, where the targets are labels. */
  readonly classes: number | undefined;
}

/** A fresh array of the elements of the given rows. */
export function gather<E extends TensorType>(column: Column<E>, rows: Uint32Array): TypedArrayOf<E["dtype"]> {
  const { data, width } = column;
  const gathered = allocate(column.type.dtype, rows.length * width);
  rows.forEach((row, position) => {
    if (width === 1) gathered[position] = data[row] ?? 0;
    else gathered.set(data.subarray(row * width, (row + 1) * width), position * width);
  });
  return gathered as TypedArrayOf<E["dtype"]>;
}

/** The example of one row, in a fresh array. */
export function gatherOne<E extends TensorType>(
  column: Column<E>,
  row: Uint32Array,
): HostTensor<E["shape"], E["dtype"]> {
  return { shape: column.type.shape, dtype: column.type.dtype, data: gather(column, row) };
}

/**
 * Checks that every label is an integer from 0 to `classes - 1`.
 *
 * @throws RensaError `LABEL_OUT_OF_RANGE`, naming the row and the number of classes.
 */
export function checkLabels(label: string, data: TypedArray, width: number, classes: number): void {
  for (let index = 0; index < data.length; index++) {
    const value = data[index] ?? 0;
    if (Number.isInteger(value) && value >= 0 && value < classes) continue;
    throw new RensaError(
      "LABEL_OUT_OF_RANGE",
      `${label}: row ${String(Math.floor(index / width))} has the label ${String(value)}, but with ${String(classes)} ` +
        `classes a label is an integer from 0 to ${String(classes - 1)}; correct the label or the number of classes.`,
    );
  }
}

/**
 * Checks that no element of the rows seen is NaN or infinite.
 *
 * @throws RensaError `NON_FINITE`, naming the row as the data set counts it, and the column.
 */
export function checkFiniteRows(label: string, column: Column, rows: Uint32Array): void {
  const { data, width } = column;
  if (data instanceof Int32Array || data instanceof Uint8Array) return;
  rows.forEach((row, position) => {
    for (let index = 0; index < width; index++) {
      const value = data[row * width + index] ?? 0;
      if (Number.isFinite(value)) continue;
      throw new RensaError(
        "NON_FINITE",
        `${label}, row ${String(position)}, column ${formatColumn(column.type.shape, index)} is ${String(value)}; ` +
          "remove the example or replace the value.",
      );
    }
  });
}

/** `17` in a row of numbers, `[2, 5]` in an example of more dimensions. */
function formatColumn(shape: readonly number[], index: number): string {
  if (shape.length < 2) return String(index);
  const position: number[] = [];
  let rest = index;
  for (const dimension of shape.toReversed()) {
    position.unshift(rest % dimension);
    rest = Math.floor(rest / dimension);
  }
  return `[${position.join(", ")}]`;
}
