/** A data set: typed examples in memory, and cheap views of them that are cut, shuffled, mapped and batched. */
import { checkParts, RensaError, type DType, type Shape, type TensorType, type TypeTree } from "@rensa/core";
import type { Batch } from "./batch-source.ts";
import type { ArrayData, ArrayDType } from "./elements.ts";
import { checkCount, readExamples, type DatasetArrays, type TargetDType } from "./from-arrays.ts";
import { readRecords, type RecordReader, type RecordTarget } from "./from-records.ts";
import { readTensors, type DatasetTensors } from "./from-tensors.ts";
import { numbersTo } from "./shuffled-rows.ts";
import { TableView } from "./table-view.ts";
import { checkSameTypes, ConcatenatedTable, ZippedTable } from "./table/joined-table.ts";
import { MappedTable, type MapContext } from "./table/mapped-table.ts";
import { reshapedInputs } from "./table/reshaped-inputs.ts";
import type { Table } from "./table/table.ts";
import type { ExampleData, ExampleType, RowType } from "./table/tree-types.ts";

/**
 * An immutable list of examples, each with inputs and targets of one type: a tensor, or a tree of tensors such as
 * numeric and categorical columns. Every method that narrows or reorders gives a view: an index, with no elements copied
 * before a batch is gathered. Typed arrays that were given are kept, not copied, so leave them unchanged.
 *
 * @typeParam I - the type of one example's inputs, such as `TensorType<readonly [784], "f32">`, or a tree of types.
 * @typeParam T - the type of one example's targets.
 *
 * @throws RensaError `DATA_EMPTY` where there would be no example, `DATA_INVALID` for data that is not what it should be, and
 *   `LABEL_OUT_OF_RANGE` for labels outside of the classes; each method says which.
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
 * for (const batch of source.batches({ epoch: 0, seed: 1 })) console.log(batch.targets.data); // Int32Array [1, 0], Int32Array [1, 0]
 * ```
 */
export class Dataset<I = TensorType, T = TensorType> extends TableView<I, T, Dataset<I, T>> {
  private constructor(table: Table, rows: Uint32Array, classes: number | undefined) {
    super(table, rows, classes);
    Object.freeze(this);
  }

  /**
   * A data set of arrays in memory.
   * @param arrays - Inputs and targets of the examples.
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
   * @param tensors - Inputs and targets, with the examples along their first axis.
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
   * @param records - The records.
   * @param reader - Makes inputs and targets of a record.
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
   * A data set of a table of your own, such as one that reads a memory-mapped file.
   * @param table - What gives the columns of given examples.
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

  /**
   * The same inputs under another shape of as many elements, such as `[28, 28, 1]` for a convolution.
   * @param shape - The new shape of an input.
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
    return this.withTable((table) => reshapedInputs(table, shape));
  }

  /**
   * The examples through a function, which is called when an example is read, every time anew: for augmentation. Its
   * random numbers depend on the seed and epoch of the pass and on the row, so that a resumed run sees the same. Outside
   * of a pass (`at`, `filter`) seed and epoch are 0. The types are those that the first example becomes.
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
    return new Dataset(new MappedTable(this.table, this.rows, map), numbersTo(this.size), undefined);
  }

  /**
   * The examples of two data sets side by side: inputs are a pair of inputs, and targets a pair of targets. Use `map` to
   * give them other names.
   * @param other - A data set of as many examples.
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
    const second = { table: other.table, rows: other.rows };
    return new Dataset(
      new ZippedTable({ table: this.table, rows: this.rows }, second),
      numbersTo(this.size),
      undefined,
    );
  }

  /**
   * These examples, and those of other data sets of the same types after them.
   * @param others - The data sets whose examples follow.
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
    checkSameTypes(
      this.table,
      others.map((other) => other.table),
    );
    const parts = others.map((other) => ({ table: other.table, rows: other.rows }));
    const rows = numbersTo(others.reduce((sum, other) => sum + other.size, this.size));
    const table = new ConcatenatedTable([{ table: this.table, rows: this.rows }, ...parts], rows);
    const agreed = others.every(({ classes }) => classes === this.classes) ? this.classes : undefined;
    return new Dataset(table, rows, agreed);
  }

  /**
   * The same rows of another table, which has the same number of examples in the same order. This is what
   * {@link standardize} and {@link oneHot} are made of, and what you can make your own transforms of.
   * @param replace - Makes the other table of this one.
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
    return new Dataset<J, U>(replace(this.table), this.rows, this.classes);
  }

  /**
   * @param rows - The rows of the table that are seen, in their order.
   */
  protected view(rows: Uint32Array): Dataset<I, T> {
    return new Dataset(this.table, rows, this.classes);
  }
}
