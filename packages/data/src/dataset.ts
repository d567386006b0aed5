/** A data set: typed examples in memory, and cheap views of them that are cut, shuffled and batched. */
import { formatShape, RensaError, sizeOf, tensorType, type Shape, type TensorType } from "@rensa/core";
import type { Batch, MemoryBatchSource } from "./batch-source.ts";
import type { BatchOptions, BatchType, Remainder } from "./dataset-batches.ts";
import { batchType, checkBatchSize, DatasetBatches } from "./dataset-batches.ts";
import type { ArrayData, ArrayDType } from "./elements.ts";
import { checkFiniteRows, gatherOne, type Examples } from "./examples.ts";
import { checkCount, checkDimensions, readExamples, type DatasetArrays, type TargetDType } from "./from-arrays.ts";
import { shuffledOrder } from "./shuffle.ts";

/**
 * An immutable list of examples, each with inputs and targets of one type. Every method that narrows or reorders gives
 * a view: an index, with no elements copied before a batch is gathered. Typed arrays that were given are kept, not
 * copied, so leave them unchanged.
 *
 * @typeParam I - the tensor type of one example's inputs, such as `TensorType<readonly [784], "f32">`.
 * @typeParam T - the tensor type of one example's targets.
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
export class Dataset<I extends TensorType = TensorType, T extends TensorType = TensorType> {
  readonly #examples: Examples<I, T>;

  private constructor(examples: Examples<I, T>) {
    if (examples.rows.length === 0) {
      throw new RensaError("DATA_EMPTY", "The data set would be empty; give at least one example.");
    }
    this.#examples = examples;
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
    const dataset = new Dataset<TensorType<S, ArrayDType<X>>, TensorType<U, TargetDType<Y, C>>>(readExamples(arrays));
    return arrays.checkFinite === true ? dataset.checkFinite() : dataset;
  }

  /** The number of examples, at least 1. */
  get size(): number {
    return this.#examples.rows.length;
  }

  /** The type of one example's inputs. */
  get inputs(): I {
    return this.#examples.inputs.type;
  }

  /** The type of one example's targets. */
  get targets(): T {
    return this.#examples.targets.type;
  }

  /** The number of classes, where it was given. */
  get classes(): number | undefined {
    return this.#examples.classes;
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
    const rows = this.select([row]).#examples.rows;
    return { inputs: gatherOne(this.#examples.inputs, rows), targets: gatherOne(this.#examples.targets, rows) };
  }

  /**
   * The examples of the given rows, in the given order. A row may be named more than once.
   *
   * @throws RensaError `DATA_INVALID` where there is no such row, and `DATA_EMPTY` where none is named.
   *
   * @example
   * ```ts
   * import { Dataset } from "@rensa/data";
   *
   * const letters = Dataset.fromArrays({ inputs: [10, 20, 30], targets: [0, 1, 2], shape: [] });
   * console.log(letters.select([2, 0]).at(0).inputs.data); // Float32Array [30]
   * ```
   */
  select(rows: Iterable<number>): Dataset<I, T> {
    const chosen = Uint32Array.from(rows, (row) => {
      const found = Number.isInteger(row) ? this.#examples.rows[row] : undefined;
      if (found !== undefined) return found;
      throw new RensaError(
        "DATA_INVALID",
        `There is no row ${String(row)}; give integers from 0 to ${String(this.size - 1)}.`,
      );
    });
    return this.#view(chosen);
  }

  /**
   * The first `count` examples.
   *
   * @throws RensaError `DATA_INVALID` where the count is not an integer from 1 to the number of examples.
   *
   * @example
   * ```ts
   * import { Dataset } from "@rensa/data";
   *
   * const numbers = Dataset.fromArrays({ inputs: [1, 2, 3], targets: [1, 4, 9], shape: [] });
   * console.log(numbers.take(2).size); // 2
   * ```
   */
  take(count: number): Dataset<I, T> {
    checkCount("take: count", count, this.size);
    return this.#view(this.#examples.rows.subarray(0, count));
  }

  /**
   * All but the first `count` examples.
   *
   * @throws RensaError `DATA_INVALID` where the count is not an integer from 0, and `DATA_EMPTY` where none is left.
   *
   * @example
   * ```ts
   * import { Dataset } from "@rensa/data";
   *
   * const numbers = Dataset.fromArrays({ inputs: [1, 2, 3], targets: [1, 4, 9], shape: [] });
   * console.log(numbers.skip(2).at(0).targets.data); // Float32Array [9]
   * ```
   */
  skip(count: number): Dataset<I, T> {
    if (count !== 0) checkCount("skip: count", count);
    return this.#view(this.#examples.rows.subarray(count));
  }

  /**
   * The examples in another order, the same for the same seed. (A batch source shuffles every epoch by itself.)
   *
   * @throws RensaError `DATA_INVALID` where the seed is not an integer.
   *
   * @example
   * ```ts
   * import { Dataset } from "@rensa/data";
   *
   * const numbers = Dataset.fromArrays({ inputs: [1, 2, 3], targets: [1, 4, 9], shape: [] });
   * console.log(numbers.shuffle(7).size); // 3
   * ```
   */
  shuffle(seed: number): Dataset<I, T> {
    return this.select(shuffledOrder(this.size, seed));
  }

  /**
   * Two parts that share no example, drawn at random. To cut without shuffling, use {@link Dataset.take} and
   * {@link Dataset.skip}.
   *
   * @param amount - of the first part: a fraction between 0 and 1, or a number of examples from 1.
   * @param options - the seed of the draw. Default 0.
   * @throws RensaError `DATA_INVALID` where the amount is neither, and `DATA_EMPTY` where it leaves a part empty.
   *
   * @example
   * ```ts
   * import { Dataset } from "@rensa/data";
   *
   * const all = Dataset.fromArrays({ inputs: new Float32Array(10), targets: new Float32Array(10), shape: [] });
   * const [train, validation] = all.split(0.8, { seed: 1 });
   * console.log(train.size, validation.size); // 8 2
   * ```
   */
  split(amount: number, options: { readonly seed?: number } = {}): [Dataset<I, T>, Dataset<I, T>] {
    const fraction = amount > 0 && amount < 1;
    if (!fraction) checkCount("split: the amount, unless it is a fraction between 0 and 1,", amount);
    const count = fraction ? Math.round(this.size * amount) : amount;
    if (count === 0 || count >= this.size) {
      throw new RensaError(
        "DATA_EMPTY",
        `split: ${String(amount)} of ${String(this.size)} examples leaves one part empty; give each part one at least.`,
      );
    }
    const shuffled = this.shuffle(options.seed ?? 0);
    return [shuffled.take(count), shuffled.skip(count)];
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
  reshape<const S extends Shape>(shape: S): Dataset<TensorType<S, I["dtype"]>, T> {
    checkDimensions("reshape", shape);
    const { inputs } = this.#examples;
    if (sizeOf(shape) !== inputs.width) {
      throw new RensaError(
        "DATA_INVALID",
        `reshape: inputs of ${formatShape(inputs.type.shape)} do not fit ${formatShape(shape)}; ` +
          `give a shape of ${String(inputs.width)} elements.`,
      );
    }
    const reshaped = { ...inputs, type: tensorType<S, I["dtype"]>(inputs.type.dtype, shape) };
    return new Dataset({ ...this.#examples, inputs: reshaped });
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
    const { inputs, targets, rows } = this.#examples;
    checkFiniteRows("checkFinite: in the inputs", inputs, rows);
    checkFiniteRows("checkFinite: in the targets", targets, rows);
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
    const types = { inputs: batchType<I, B, R>(this.inputs, size), targets: batchType<T, B, R>(this.targets, size) };
    return new DatasetBatches(this.#examples, types, size, options);
  }

  #view(rows: Uint32Array): Dataset<I, T> {
    return new Dataset({ ...this.#examples, rows });
  }
}
