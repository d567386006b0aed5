/** Examples of which some columns are replaced when they are gathered, a column at a time. */
import { checkParts, checkKind } from "@rensa/core";
import type { TensorType, TypedArray, TypeTree } from "@rensa/core";
import type { TablePass, Table } from "./table.ts";
import { leavesOf, mapTypes } from "./tree-types.ts";

/**
 * What becomes of one column.
 *
 * @example
 * ```ts
 * import { f32 } from "@rensa/core";
 * import type { ColumnMap } from "@rensa/data";
 *
 * const logarithm: ColumnMap = { type: f32(), map: (elements) => Float32Array.from(elements, Math.log) };
 * ```
 */
export interface ColumnMap {
  /** The type of one example afterwards. */
  readonly type: TensorType;
  /** The new elements, of the old ones of some examples, which it may overwrite, and those examples' rows. */
  readonly map: (elements: TypedArray, rows: Uint32Array) => TypedArray;
}

/**
 * A table with some of its columns mapped, one map (or `undefined`) for each column, inputs first. See
 * {@link Dataset.withTable}.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, type TypedArray } from "@rensa/core";
 * import { Dataset, ElementwiseTable } from "@rensa/data";
 *
 * const dataset = Dataset.fromArrays({ inputs: [1, 2], targets: [10, 20], shape: [] });
 * const twice = { type: f32(), map: (elements: TypedArray) => elements.map((x) => 2 * x) };
 * const doubled = dataset.withTable((table) => new ElementwiseTable(table, [twice, undefined]));
 * console.log(doubled.at(1).inputs); // { shape: [], dtype: "f32", data: Float32Array [4] }
 * ```
 */
export class ElementwiseTable implements Table {
  readonly inputs: TypeTree;
  readonly targets: TypeTree;
  readonly depth: number;
  readonly #source: Table;
  readonly #maps: readonly (ColumnMap | undefined)[];

  /**
   * @param source - The table that is read.
   * @param maps - What is done with the elements of each column; nothing where there is none.
   */
  constructor(source: Table, maps: readonly (ColumnMap | undefined)[]) {
    checkParts("ElementwiseTable: the table", source, "inputs", "targets", "gather");
    checkKind("ElementwiseTable: the maps", maps, "list");
    const split = leavesOf(source.inputs).length;
    this.inputs = replaced(source.inputs, maps.slice(0, split));
    this.targets = replaced(source.targets, maps.slice(split));
    this.depth = source.depth;
    this.#source = source;
    this.#maps = maps;
  }

  /**
   * @param rows - The examples, in the order in which they are wanted.
   * @param pass - The epoch and the seed.
   */
  gather(rows: Uint32Array, pass: TablePass): TypedArray[] {
    return this.#source.gather(rows, pass).map((array, column) => this.#maps[column]?.map(array, rows) ?? array);
  }
}

function replaced(tree: TypeTree, maps: readonly (ColumnMap | undefined)[]): TypeTree {
  let next = 0;
  return mapTypes<TypeTree>(tree, (type) => maps[next++]?.type ?? type);
}
