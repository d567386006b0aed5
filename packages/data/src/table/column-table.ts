/** Examples in arrays. */
import { allocate, type TensorType, type TypedArray, type TypeTree } from "@rensa/core";
import type { Table } from "./table.ts";

/** One tensor of all examples. */
export interface Column<E extends TensorType = TensorType> {
  /** The type of one example. */
  readonly type: E;
  /** Elements in one example. */
  readonly width: number;
  /** The elements of all examples, row-major. */
  readonly data: TypedArray;
}

/** A table whose columns are arrays. */
export class ColumnTable implements Table {
  readonly depth = 0;
  readonly inputs: TypeTree;
  readonly targets: TypeTree;
  readonly columns: readonly Column[];

  constructor(inputs: TypeTree, targets: TypeTree, columns: readonly Column[]) {
    this.inputs = inputs;
    this.targets = targets;
    this.columns = columns;
  }

  gather(rows: Uint32Array): TypedArray[] {
    return this.columns.map((column) => gatherColumn(column, rows));
  }
}

function gatherColumn({ data, width, type }: Column, rows: Uint32Array): TypedArray {
  const gathered = allocate(type.dtype, rows.length * width);
  rows.forEach((row, position) => {
    if (width === 1) gathered[position] = data[row] ?? 0;
    else gathered.set(data.subarray(row * width, (row + 1) * width), position * width);
  });
  return gathered;
}
