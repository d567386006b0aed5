/** A data set: typed examples in memory, and cheap views of them that are cut, shuffled, mapped and batched. */
import {
  checkParts,
  formatShape,
  RensaError,
  sizeOf,
  tensorType,
  type DType,
  type Shape,
  type TensorType,
  type TypeTree,
} from "@rensa/core";
import type { Batch, MemoryBatchSource } from "./batch-source.ts";
import type { BatchOptions, BatchType, Remainder } from "./dataset-batches.ts";
import { batchType, checkBatchSize, DatasetBatches } from "./dataset-batches.ts";
import type { ArrayData, ArrayDType } from "./elements.ts";
import { checkCount, checkDimensions, readExamples, type DatasetArrays, type TargetDType } from "./from-arrays.ts";
import { readRecords, type RecordReader, type RecordTarget } from "./from-records.ts";
import { readTensors, type DatasetTensors } from "./from-tensors.ts";
import { RowView } from "./row-view.ts";
import {
  readPadded,
  readWindows,
  type PaddedOptions,
  type SequenceData,
  type SequenceDType,
  type SequenceTarget,
  type WindowsOptions,
} from "./sequences.ts";
import { numbersTo } from "./shuffled-rows.ts";
import { stratifiedRows } from "./stratified.ts";
import { checkFiniteRows } from "./table/checks.ts";
import { ElementwiseTable } from "./table/elementwise-table.ts";
import { ConcatenatedTable, ZippedTable } from "./table/joined-table.ts";
import { MappedTable, type MapContext } from "./table/mapped-table.ts";
import { assemble, columnNames, columnsOf, firstPass, lastColumn, type Table } from "./table/table.ts";
import { formatTypes, leavesOf, type ExampleData, type ExampleType, type RowType } from "./table/tree-types.ts";

/**
 * An immutable list of examples, each with inputs and targets of one type: a tensor, or a tree of tensors such as
 * numeric and categorical columns. Every method that narrows or reorders gives a view: an index, with no elements copied
 * before a batch is gathered. Typed arrays that were given are kept, not copied, so leave them unchanged.
 *
 * @typeParam I - the type of one example's inputs, such as `TensorType<readonly [784], "f32">`, or a tree of types.
 * @typeParam T - the type of one example's targets.
 *
 * @example
 * ```ts
 * import { Dataset } from "@rensa/data";
 *
 * const xor = Dataset.fromArrays({
 *   inputs: [[0, 0], [0, 1], [1, 0], [1, 1]],
 *   targets: [0, 1, 1, 0],
 *   shape: [2],
 *   classes: 2,
 * });
 * const source = xor.batch(2); // inputs f32[2,2], targets i32[2], also in the types
 * for (const batch of source.batches({ epoch: 0, seed: 1 })) console.log(batch.targets.data);
 * ```
 */
export class Dataset<I = TensorType, T = TensorType> extends RowView<Dataset<I, T>> {
  readonly #table: Table;
  readonly #classes: number | undefined;

  private constructor(table: Table, rows: Uint32Array, classes: number | undefined) {
    super(rows);
    this.#table = table;
    this.#classes = classes;
    Object.freeze(this);
  }

  /**
   * A data set of arrays in memory.
   *
   * @throws RensaError `DATA_EMPTY` where there is no example.
   * @throws RensaError `DATA_INVALID` where lengths do not match, rows are ragged, or a size is not a positive integer.
   * @throws RensaError `LABEL_OUT_OF_RANGE` where a label does not fit `classes`.
   * @throws RensaError `NON_FINITE` where `checkFinite` is set and an element is NaN or infinite.
   *
   * @example
   * ```ts
   * import { Dataset } from "@rensa/data";
   *
   * const pixels = new Float32Array(3 * 784);
   * const images = Dataset.fromArrays({ inputs: pixels, targets: [7, 0, 9], shape: [784], classes: 10 });
   * console.log(images.size, images.inputs.shape); // 3 [784]
   * ```
   */
  static fromArrays<
    X extends ArrayData,
    Y extends ArrayData,
    const S extends Shape,
    const U extends Shape = readonly [],
    C extends number | undefined = undefined,
  >(arrays: DatasetArrays<X, Y, S, U, C>): Dataset<TensorType<S, ArrayDType<X>>, TensorType<U, TargetDType<Y, C>>> {
    const { table, size } = readExamples(arrays);
    const dataset = new Dataset<TensorType<S, ArrayDType<X>>, TensorType<U, TargetDType<Y, C>>>(
      table,
      numbersTo(size),
      arrays.classes,
    );
    return arrays.checkFinite === true ? dataset.checkFinite() : dataset;
  }

  /**
   * A data set of tensors whose first dimension counts the examples: one tensor or a tree of them, for the inputs and
   * for the targets.
   *
   * @throws RensaError `DATA_EMPTY` where there is no example.
   * @throws RensaError `DATA_INVALID` where the numbers of examples differ, naming the column.
   * @throws RensaError `LABEL_OUT_OF_RANGE` where a target does not fit `classes`.
   *
   * @example
   * ```ts
   * import { hostTensor } from "@rensa/core";
   * import { Dataset } from "@rensa/data";
   *
   * const flats = Dataset.fromTensors({
   *   inputs: { numbers: hostTensor([[50, 2], [80, 3]], [2, 2]), city: hostTensor([0, 4], [2], "i32") },
   *   targets: hostTensor([900, 1400], [2]),
   * });
   * console.log(flats.inputs.city.dtype, flats.at(1).inputs.numbers.data); // "i32" Float32Array [80, 3]
   * ```
   */
  static fromTensors<X extends TypeTree, Y extends TypeTree>(
    tensors: DatasetTensors<X, Y>,
  ): Dataset<RowType<X>, RowType<Y>> {
    const { table, size } = readTensors(tensors);
    return new Dataset(table, numbersTo(size), tensors.classes);
  }

  /**
   * A data set of records, such as the rows of a table: two functions say what of a record is inputs and what targets.
   * Numbers become `f32`, and targets `i32` where `classes` is given.
   *
   * @throws RensaError `DATA_EMPTY` where there is no record.
   * @throws RensaError `DATA_INVALID` where a record's types differ from those of the first, naming row and column.
   * @throws RensaError `LABEL_OUT_OF_RANGE` where a target does not fit `classes`.
   *
   * @example
   * ```ts
   * import { csv, column, Dataset } from "@rensa/data";
   *
   * const flats = csv("size,rooms,rent\n50,2,900\n80,3,1400\n", {
   *   columns: { size: column.number(), rooms: column.number(), rent: column.number() },
   * });
   * const dataset = Dataset.fromRecords(await flats.collect(), {
   *   inputs: ({ size, rooms }) => [size, rooms] as const,
   *   targets: ({ rent }) => [rent] as const,
   * });
   * console.log(dataset.inputs.shape, dataset.size); // [2] 2
   * ```
   */
  static fromRecords<R, const X, const Y, C extends number | undefined = undefined>(
    records: Iterable<R>,
    reader: RecordReader<R, X & ExampleData, Y & ExampleData, C>,
  ): Dataset<ExampleType<X>, RecordTarget<Y, C>> {
    const { table, size } = readRecords(records, reader);
    return new Dataset(table, numbersTo(size), reader.classes);
  }

  /**
   * Windows of a long series, with the steps behind each as targets: inputs `[length, ...shape]`, targets
   * `[horizon, ...shape]`. Nothing is copied until a batch is made. Cut a series in two before, and not the windows, where
   * a test must not know of what lies behind it.
   *
   * @param series All steps, one after another.
   * @throws RensaError `DATA_EMPTY` where the series is too short for one window.
   * @throws RensaError `DATA_INVALID` for options that are no positive integers, or a series that is no multiple of a step.
   *
   * @example
   * ```ts
   * import { Dataset } from "@rensa/data";
   *
   * const forecast = Dataset.windows([0, 1, 2, 3, 4, 5, 6], { length: 3, horizon: 2, stride: 2 });
   * console.log(forecast.size, forecast.at(1).inputs.data, forecast.at(1).targets.data); // 2 Float32Array [2, 3, 4] Float32Array [5, 6]
   * ```
   */
  static windows<
    X extends ArrayData,
    const L extends number,
    const H extends number = 1,
    const S extends Shape = readonly [],
  >(
    series: X,
    options: WindowsOptions<L, H, S>,
  ): Dataset<TensorType<readonly [L, ...S], ArrayDType<X>>, TensorType<readonly [H, ...S], ArrayDType<X>>> {
    const { table, size } = readWindows(series, options);
    return new Dataset(table, numbersTo(size), undefined);
  }

  /**
   * Sequences of several lengths, padded to one when a batch is made: inputs `{ values, lengths }`, which a model of
   * `withLengths` reads, with a target for each sequence.
   *
   * @param sequences The numbers of each sequence: typed arrays, which decide the dtype, or lists, which become `f32`.
   * @throws RensaError `DATA_EMPTY` where there is no sequence.
   * @throws RensaError `DATA_INVALID` for a sequence that is longer than `to`, is of another dtype than the others, or has a
   *   number of elements that is no multiple of a step, naming it; for another number of targets than sequences.
   * @throws RensaError `LABEL_OUT_OF_RANGE` where a target does not fit `classes`.
   *
   * @example
   * ```ts
   * import { Dataset } from "@rensa/data";
   *
   * const words = [Int32Array.of(4, 2, 9), Int32Array.of(7)];
   * const reviews = Dataset.padded(words, { targets: [1, 0], classes: 2, to: 4 });
   * const [batch] = reviews.batch(2, { shuffle: false }).batches({ epoch: 0, seed: 0 });
   * console.log(batch?.inputs.values.data, batch?.inputs.lengths.data); // Int32Array [4, 2, 9, 0, 7, 0, 0, 0] Int32Array [3, 1]
   * ```
   */
  static padded<
    X extends SequenceData,
    Y extends ArrayData,
    const S extends Shape = readonly [],
    C extends number | undefined = undefined,
    const To extends number = number,
  >(
    sequences: readonly X[],
    options: PaddedOptions<Y, S, C, To>,
  ): Dataset<
    {
      readonly values: TensorType<readonly [To, ...S], SequenceDType<X>>;
      readonly lengths: TensorType<readonly [], "i32">;
    },
    TensorType<readonly [], SequenceTarget<Y, C>>
  > {
    const { table, size } = readPadded(sequences, options);
    return new Dataset(table, numbersTo(size), options.classes);
  }

  /**
   * A data set of a table of your own, such as one that reads a memory-mapped file.
   *
   * @param size - how many examples the table has.
   * @param classes - the number of classes, where the targets are labels.
   * @throws RensaError `DATA_INVALID` where the size is not a positive integer.
   *
   * @example
   * ```ts
   * import { f32, type TensorType } from "@rensa/core";
   * import { Dataset, type Table } from "@rensa/data";
   *
   * // y = x^2, computed when it is read.
   * const squares: Table = {
   *   inputs: f32(),
   *   targets: f32(),
   *   depth: 0,
   *   gather: (rows) => [Float32Array.from(rows), Float32Array.from(rows, (row) => row * row)],
   * };
   * type Scalar = TensorType<readonly [], "f32">;
   * console.log(Dataset.fromTable<Scalar, Scalar>(squares, 1000).at(30).targets.data); // Float32Array [900]
   * ```
   */
  static fromTable<I, T>(table: Table, size: number, classes?: number): Dataset<I, T> {
    checkParts("fromTable: the table", table, "inputs", "targets", "gather");
    checkCount("fromTable: size", size, 2 ** 32);
    return new Dataset(table, numbersTo(size), classes);
  }

  /** The type of one example's inputs. */
  get inputs(): I {
    return this.#table.inputs as I;
  }

  /** The type of one example's targets. */
  get targets(): T {
    return this.#table.targets as T;
  }

  /** The number of classes, where it was given. */
  get classes(): number | undefined {
    return this.#classes;
  }

  /**
   * One example, in fresh arrays.
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
    return assemble<I, T>(this.#table, this.#table.gather(this.select([row]).rows, firstPass));
  }

  /**
   * The same inputs under another shape of as many elements, such as `[28, 28, 1]` for a convolution.
   *
   * @throws RensaError `DATA_INVALID` where the number of elements differs.
   *
   * @example
   * ```ts
   * import { Dataset } from "@rensa/data";
   *
   * const flat = Dataset.fromArrays({ inputs: [[1, 2, 3, 4]], targets: [0], shape: [4] });
   * console.log(flat.reshape([2, 2]).inputs.shape); // [2, 2]
   * ```
   */
  reshape<const S extends Shape, D extends DType>(
    this: Dataset<TensorType<Shape, D>, T>,
    shape: S,
  ): Dataset<TensorType<S, D>, T> {
    checkDimensions("reshape", shape);
    const [leaf, ...others] = leavesOf(this.#table.inputs);
    if (leaf === undefined || others.length > 0 || leaf[0] !== "") {
      throw new RensaError("DATA_INVALID", "reshape: the inputs are several tensors; reshape one of them with `map`.");
    }
    const { dtype, shape: old } = leaf[1];
    if (sizeOf(shape) !== sizeOf(old)) {
      throw new RensaError(
        "DATA_INVALID",
        `reshape: inputs of ${formatShape(old)} do not fit ${formatShape(shape)}; ` +
          `give a shape of ${String(sizeOf(old))} elements.`,
      );
    }
    const type = tensorType(dtype, shape);
    return this.withTable((table) => new ElementwiseTable(table, [{ type, map: (elements) => elements }]));
  }

  /**
   * The examples through a function, which is called when an example is read, every time anew: for augmentation. Its
   * random numbers depend on the seed and epoch of the pass and on the row, so that a resumed run sees the same. Outside
   * of a pass (`at`, `filter`) seed and epoch are 0. The types are those that the first example becomes.
   *
   * @param map - gets one example and its {@link MapContext}, and returns inputs and targets (see {@link ExampleData}).
   * @throws RensaError `DATA_INVALID` where an example becomes other types than the first one, naming row and column;
   * this is found when it is read.
   *
   * @example
   * ```ts
   * import { Dataset } from "@rensa/data";
   *
   * const images = Dataset.fromArrays({ inputs: [[1, 2, 3], [4, 5, 6]], targets: [0, 1], shape: [3], classes: 2 });
   * const augmented = images.map(({ inputs, targets }, { random }) => ({
   *   inputs: random.uniform() < 0.5 ? inputs : { ...inputs, data: inputs.data.toReversed() },
   *   targets,
   * }));
   * console.log(augmented.inputs.shape, augmented.size); // [3] 2
   * ```
   */
  map<const X, const Y>(
    map: (
      example: Batch<I, T>,
      context: MapContext,
    ) => { readonly inputs: X & ExampleData; readonly targets: Y & ExampleData },
  ): Dataset<ExampleType<X>, ExampleType<Y>> {
    return new Dataset(new MappedTable(this.#table, this.rows, map), numbersTo(this.size), undefined);
  }

  /**
   * The examples for which a function returns `true`. It is called once for each, now; so filter before a random `map`.
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
  filter(keep: (example: Batch<I, T>, row: number) => boolean): Dataset<I, T> {
    return this.view(
      this.rows.filter((row, position) =>
        keep(assemble<I, T>(this.#table, this.#table.gather(Uint32Array.of(row), firstPass)), position),
      ),
    );
  }

  /**
   * The examples of two data sets side by side: inputs are a pair of inputs, and targets a pair of targets. Use `map` to
   * give them other names.
   *
   * @throws RensaError `DATA_INVALID` where the numbers of examples differ.
   *
   * @example
   * ```ts
   * import { Dataset } from "@rensa/data";
   *
   * const left = Dataset.fromArrays({ inputs: [1, 2], targets: [0, 1], shape: [] });
   * const right = Dataset.fromArrays({ inputs: [[3, 4], [5, 6]], targets: [0, 1], shape: [2] });
   * console.log(left.zip(right).at(1).inputs[1].data); // Float32Array [5, 6]
   * ```
   */
  zip<J, U>(other: Dataset<J, U>): Dataset<readonly [I, J], readonly [T, U]> {
    if (other.size !== this.size) {
      throw new RensaError(
        "DATA_INVALID",
        `zip: ${String(this.size)} examples beside ${String(other.size)}; give as many of each, with \`take\` for example.`,
      );
    }
    const second = { table: other.#table, rows: other.rows };
    return new Dataset(
      new ZippedTable({ table: this.#table, rows: this.rows }, second),
      numbersTo(this.size),
      undefined,
    );
  }

  /**
   * These examples, and those of other data sets of the same types after them.
   *
   * @throws RensaError `DATA_INVALID` where the types differ.
   *
   * @example
   * ```ts
   * import { Dataset } from "@rensa/data";
   *
   * const first = Dataset.fromArrays({ inputs: [1, 2], targets: [1, 4], shape: [] });
   * const second = Dataset.fromArrays({ inputs: [3], targets: [9], shape: [] });
   * console.log(first.concatenate(second).at(2).targets.data); // Float32Array [9]
   * ```
   */
  concatenate(...others: readonly Dataset<I, T>[]): Dataset<I, T> {
    const own = typesText(this.#table);
    others.forEach((other, index) => {
      if (typesText(other.#table) === own) return;
      throw new RensaError(
        "DATA_INVALID",
        `concatenate: examples of ${own}, and of ${typesText(other.#table)} in data set ${String(index + 1)} of those ` +
          "given; give the same types.",
      );
    });
    const parts = others.map((other) => ({ table: other.#table, rows: other.rows }));
    const rows = numbersTo(others.reduce((sum, other) => sum + other.size, this.size));
    const table = new ConcatenatedTable([{ table: this.#table, rows: this.rows }, ...parts], rows);
    const agreed = others.every(({ classes }) => classes === this.#classes) ? this.#classes : undefined;
    return new Dataset(table, rows, agreed);
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
  stratifiedSplit(fraction: number, options: { readonly seed?: number } = {}): [Dataset<I, T>, Dataset<I, T>] {
    const [target, ...others] = leavesOf(this.#table.targets);
    if (target === undefined || others.length > 0 || sizeOf(target[1].shape) !== 1) {
      throw new RensaError(
        "DATA_INVALID",
        `stratifiedSplit: the targets are ${formatTypes(this.#table.targets)}; give one label for each example, or use split.`,
      );
    }
    const labels = lastColumn(this.#table, this.rows);
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
    const names = columnNames(this.#table);
    const columns = columnsOf(this.#table);
    const block = 256;
    for (let start = 0; start < this.size; start += block) {
      const arrays = this.#table.gather(this.rows.subarray(start, start + block), firstPass);
      arrays.forEach((array, column) => {
        const shape = columns[column]?.[1].shape ?? [];
        checkFiniteRows(`checkFinite: in the ${String(names[column])}`, shape, array, start);
      });
    }
    return this;
  }

  /**
   * The same rows of another table, which has the same number of examples in the same order. This is what
   * {@link standardize} and {@link oneHot} are made of, and what you can make your own transforms of.
   *
   * @example
   * ```ts
   * import { f32, type TensorType } from "@rensa/core";
   * import { Dataset, ElementwiseTable } from "@rensa/data";
   *
   * const bytes = Dataset.fromArrays({ inputs: Uint8Array.of(0, 255), targets: [0, 1], shape: [] });
   * const halves = bytes.withTable<TensorType<readonly [], "f32">, typeof bytes.targets>(
   *   (table) => new ElementwiseTable(table, [{ type: f32(), map: (bytes) => Float32Array.from(bytes, (byte) => byte / 2) }]),
   * );
   * console.log(halves.at(1).inputs.data); // Float32Array [127.5]
   * ```
   */
  withTable<J, U>(replace: (table: Table) => Table): Dataset<J, U> {
    return new Dataset<J, U>(replace(this.#table), this.rows, this.#classes);
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
      inputs: batchType<I, B, R>(this.#table.inputs, size),
      targets: batchType<T, B, R>(this.#table.targets, size),
    };
    return new DatasetBatches({ table: this.#table, rows: this.rows }, types, size, options);
  }

  protected view(rows: Uint32Array): Dataset<I, T> {
    return new Dataset(this.#table, rows, this.#classes);
  }
}

function typesText({ inputs, targets }: Table): string {
  return `${formatTypes(inputs)} with ${formatTypes(targets)}`;
}
