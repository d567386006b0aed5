/** What of a data set is read: its types, its examples, and those of them that are kept. */
import { RensaError, sizeOf } from "@rensa/core";
import type { Batch, MemoryBatchSource } from "./batch-source.ts";
import type { BatchOptions, BatchType, Remainder } from "./dataset-batches.ts";
import { batchType, checkBatchSize, DatasetBatches } from "./dataset-batches.ts";
import { RowView } from "./row-view.ts";
import { stratifiedRows } from "./stratified.ts";
import { checkFiniteRows } from "./table/checks.ts";
import { assemble, columnNames, columnsOf, firstPass, lastColumn, type Table } from "./table/table.ts";
import { formatTypes, leavesOf } from "./table/tree-types.ts";

/**
 * A table's rows with what is read of them. {@link Dataset} extends it and adds what makes examples of other types.
 *
 * @throws RensaError `DATA_INVALID` for rows that are not there, sizes of batches below 1 and values that are no numbers.
 *
 * @example
 * ```ts
 * import { Dataset, type TableView } from "@rensa/data";
 *
 * const first = <I, T, D extends TableView<I, T, D>>(view: TableView<I, T, D>) => view.at(0).inputs;
 * console.log(first(Dataset.fromArrays({ inputs: [1, 2], targets: [1, 4], shape: [] })).data); // Float32Array [1]
 * ```
 */
export abstract class TableView<I, T, Self extends TableView<I, T, Self>> extends RowView<Self> {
  // Private, so that what shows or copies a data set does not take all its elements along.
  readonly #table: Table;
  readonly #classes: number | undefined;

  /**
   * @param table - What gives the examples.
   * @param rows - The rows of the table that are seen.
   * @param classes - How many classes the labels are of, where they are labels.
   */
  protected constructor(table: Table, rows: Uint32Array, classes: number | undefined) {
    super(rows);
    this.#table = table;
    this.#classes = classes;
  }

  /** Where the elements are. */
  protected get table(): Table {
    return this.#table;
  }

  /** The number of classes, where it was given. */
  get classes(): number | undefined {
    return this.#classes;
  }

  /** The type of one example's inputs. */
  get inputs(): I {
    return this.table.inputs as I;
  }

  /** The type of one example's targets. */
  get targets(): T {
    return this.table.targets as T;
  }

  /**
   * One example, in fresh arrays.
   *
   * @param row - The position of the example, from 0.
   *
   * @throws RensaError `DATA_INVALID` where there is no such row.
   *
   * @example
   * ```ts
   * import { Dataset } from "@rensa/data";
   *
   * const points = Dataset.fromArrays({ inputs: [[1, 2], [3, 4]], targets: [10, 20], shape: [2] });
   * console.log(points.at(1).inputs.data); // Float32Array [3, 4]
   * ```
   */
  at(row: number): Batch<I, T> {
    return assemble<I, T>(this.table, this.table.gather(this.select([row]).rows, firstPass));
  }

  /**
   * The examples for which a function returns `true`. It is called once for each, now; so filter before a random `map`.
   *
   * @param keep - Tells whether an example stays.
   *
   * @throws RensaError `DATA_EMPTY` where none is left.
   *
   * @example
   * ```ts
   * import { Dataset } from "@rensa/data";
   *
   * const numbers = Dataset.fromArrays({ inputs: [1, 2, 3], targets: [1, 4, 9], shape: [] });
   * console.log(numbers.filter(({ targets }) => targets.data[0] !== 4).size); // 2
   * ```
   */
  filter(keep: (example: Batch<I, T>, row: number) => boolean): Self {
    return this.view(
      this.rows.filter((row, position) =>
        keep(assemble<I, T>(this.table, this.table.gather(Uint32Array.of(row), firstPass)), position),
      ),
    );
  }

  /**
   * Two parts as {@link RowView.split} makes them, which hold each label in the same proportion, as far as whole numbers
   * allow. A label that has two examples or more is in both parts.
   *
   * @param fraction - of the first part, between 0 and 1.
   * @param options - the seed of the draw. Default 0.
   * @throws RensaError `DATA_INVALID` where the targets are not one number each, or the fraction is no such number.
   * @throws RensaError `DATA_EMPTY` where a part would be empty.
   *
   * @example
   * ```ts
   * import { Dataset } from "@rensa/data";
   *
   * const rare = Dataset.fromArrays({ inputs: new Float32Array(8), targets: [0, 0, 0, 0, 0, 0, 1, 1], shape: [] });
   * const [train, test] = rare.stratifiedSplit(0.5);
   * console.log(test.filter(({ targets }) => targets.data[0] === 1).size, train.size); // 1 4
   * ```
   */
  stratifiedSplit(fraction: number, options: { readonly seed?: number } = {}): [Self, Self] {
    const [target, ...others] = leavesOf(this.table.targets);
    if (target === undefined || others.length > 0 || sizeOf(target[1].shape) !== 1) {
      throw new RensaError(
        "DATA_INVALID",
        `stratifiedSplit: the targets are ${formatTypes(this.table.targets)}; give one label for each example, or use split.`,
      );
    }
    const labels = lastColumn(this.table, this.rows);
    const [first, second] = stratifiedRows(this.rows, labels, fraction, options.seed ?? 0);
    return [this.view(first), this.view(second)];
  }

  /**
   * Checks every element for NaN and infinities, and returns the data set itself.
   *
   * @throws RensaError `NON_FINITE`, naming the row and the column.
   *
   * @example
   * ```ts
   * import { Dataset } from "@rensa/data";
   *
   * const clean = Dataset.fromArrays({ inputs: [1, 2], targets: [1, 4], shape: [] }).checkFinite();
   * ```
   */
  checkFinite(): this {
    const names = columnNames(this.table);
    const columns = columnsOf(this.table);
    const block = 256;
    for (let start = 0; start < this.size; start += block) {
      const arrays = this.table.gather(this.rows.subarray(start, start + block), firstPass);
      arrays.forEach((array, column) => {
        const shape = columns[column]?.[1].shape ?? [];
        checkFiniteRows(`checkFinite: in the ${String(names[column])}`, shape, array, start);
      });
    }
    return this;
  }

  /**
   * The examples in batches, as a trainer reads them: shuffled anew every epoch, a last smaller batch dropped. To
   * evaluate on every example, give `{ shuffle: false, remainder: "error" }` and a size that divides, or `"keep"`.
   *
   * @param size - examples in a batch.
   * @throws RensaError `DATA_INVALID` where the size is not a positive integer, or leaves a remainder that is refused.
   * @throws RensaError `DATA_EMPTY` where there are fewer examples than one batch takes.
   *
   * @example
   * ```ts
   * import { Dataset } from "@rensa/data";
   *
   * const all = Dataset.fromArrays({ inputs: new Float32Array(70), targets: new Float32Array(10), shape: [7] });
   * const source = all.batch(4);
   * console.log(source.inputs.shape, source.batchesPerEpoch); // [4, 7] 2
   * ```
   */
  batch<const B extends number, const R extends Remainder = "drop">(
    size: B,
    options: BatchOptions<R> = {},
  ): MemoryBatchSource<BatchType<I, B, R>, BatchType<T, B, R>> {
    checkBatchSize(size, this.size, options.remainder ?? "drop");
    const types = {
      inputs: batchType<I, B, R>(this.table.inputs, size),
      targets: batchType<T, B, R>(this.table.targets, size),
    };
    return new DatasetBatches({ table: this.table, rows: this.rows }, types, size, options);
  }
}
