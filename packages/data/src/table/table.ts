/** Where the examples of a data set come from: arrays, other examples through a function, or several tables as one. */
import {
  allocate,
  flattenTree,
  RensaError,
  sizeOf,
  type HostTensorsOf,
  type TensorType,
  type TypedArray,
  type TypeTree,
} from "@rensa/core";
import type { Batch } from "../batch-source.ts";
import { isHostTensor, leavesOf, withData } from "./tree-types.ts";

/**
 * The pass for which examples are read; what is random in them depends on it.
 *
 * @example
 * ```ts
 * import type { TablePass } from "@rensa/data";
 *
 * const third: TablePass = { seed: 7, epoch: 2 };
 * ```
 */
export interface TablePass {
  readonly seed: number;
  readonly epoch: number;
}

/** The pass in which examples are read outside of any training. */
export const firstPass: TablePass = { seed: 0, epoch: 0 };

/**
 * Examples by number. The leaves of inputs and targets are columns, inputs first: examples are read column by column,
 * so that what holds for one tensor holds for trees of them. {@link Dataset.fromTable} makes a data set of your own.
 *
 * @example
 * ```ts
 * import { f32, i32 } from "@rensa/core";
 * import type { Table } from "@rensa/data";
 *
 * // Angles with their sine and cosine as inputs, and the quarter as a target.
 * const angles: Table = {
 *   inputs: { sine: f32(), cosine: f32() },
 *   targets: i32(),
 *   depth: 0,
 *   gather: (rows) => {
 *     const radians = Float64Array.from(rows, (row) => (row * Math.PI) / 180);
 *     return [
 *       Float32Array.from(radians, Math.sin),
 *       Float32Array.from(radians, Math.cos),
 *       Int32Array.from(rows, (row) => Math.floor(row / 90)),
 *     ];
 *   },
 * };
 * ```
 */
export interface Table {
  /** The type of one example's inputs. */
  readonly inputs: TypeTree;
  /** The type of one example's targets. */
  readonly targets: TypeTree;
  /** How many maps lie below, 0 for a table that reads no other one. It tells their random numbers apart. */
  readonly depth: number;
  /**
   * For each column a fresh array of the given examples, one after another.
   *
   * @param rows - The examples, in the order in which they are wanted.
   * @param pass - The epoch and the seed.
   */
  gather(rows: Uint32Array, pass: TablePass): TypedArray[];
}

/** The types of a table's columns, with their paths. */
export function columnsOf({ inputs, targets }: Pick<Table, "inputs" | "targets">): [path: string, type: TensorType][] {
  return [...leavesOf(inputs), ...leavesOf(targets)];
}

/** `inputs.city`, or `inputs` where there is one tensor: how errors name a column. */
export function columnNames({ inputs, targets }: Pick<Table, "inputs" | "targets">): string[] {
  const named = (side: string, tree: TypeTree): string[] =>
    leavesOf(tree).map(([path]) => (path === "" ? side : `${side}.${path}`));
  return [...named("inputs", inputs), ...named("targets", targets)];
}

/**
 * The arrays of `count` examples as a batch, or without its first dimension where `count` is undefined.
 *
 * @throws RensaError `DATA_INVALID` where a table of a user's own gave other than so many elements for a batch.
 */
export function assemble<I, T>(
  { inputs, targets }: Pick<Table, "inputs" | "targets">,
  arrays: readonly TypedArray[],
  count?: number,
): Batch<I, T> {
  const shape = ({ shape: own }: TensorType): readonly number[] => (count === undefined ? own : [count, ...own]);
  const split = leavesOf(inputs).length;
  if (count !== undefined) checkLengths({ inputs, targets }, arrays, count);
  return {
    inputs: withData<HostTensorsOf<I>>(inputs, arrays.slice(0, split), shape),
    targets: withData<HostTensorsOf<T>>(targets, arrays.slice(split), shape),
  };
}

function checkLengths(types: Pick<Table, "inputs" | "targets">, arrays: readonly TypedArray[], count: number): void {
  columnsOf(types).forEach(([, { shape }], column) => {
    const [found, wanted] = [arrays[column]?.length ?? 0, count * sizeOf(shape)];
    if (found === wanted) return;
    throw new RensaError(
      "DATA_INVALID",
      `The table gave ${String(found)} elements of ${String(columnNames(types)[column])} for ${String(count)} examples, ` +
        `which have ${String(wanted)}; correct its \`gather\`.`,
    );
  });
}

/** Rows that are gathered at a time where one column of all of them is wanted, so that the others need not fit into memory. */
const rowsAtOnce = 4096;

/** The last column of some rows, which is that of the targets where these are one tensor. */
export function lastColumn(table: Table, rows: Uint32Array): TypedArray {
  const [, type] = columnsOf(table).at(-1) ?? [];
  const width = sizeOf(type?.shape ?? []);
  const gathered = allocate(type?.dtype ?? "f32", rows.length * width);
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const part = table.gather(rows.subarray(start, start + rowsAtOnce), firstPass).at(-1) ?? [];
    gathered.set(part, start * width);
  }
  return gathered;
}

/** The arrays of a tree of host tensors, in order. */
export function arraysOf(tree: unknown): TypedArray[] {
  return flattenTree(tree, isHostTensor).map(([, { data }]) => data);
}
