/** What concerns only which rows of a table are seen, and in which order. */
import { formatGiven, RensaError } from "@rensa/core";
import { checkCount } from "./from-arrays.ts";
import { shuffledRows } from "./shuffled-rows.ts";

/**
 * Two parts of a data set, as one of the folds of {@link Dataset.foldsOf} has them.
 *
 * @example
 * ```ts
 * import { Dataset, type Fold } from "@rensa/data";
 *
 * const all = Dataset.fromArrays({ inputs: [1, 2, 3], targets: [1, 4, 9], shape: [] });
 * const folds: readonly Fold<typeof all>[] = all.foldsOf(3);
 * ```
 */
export interface Fold<D> {
  /** What to train on. */
  readonly train: D;
  /** What to measure on. */
  readonly validation: D;
}

/**
 * A list of rows with the views of it. {@link Dataset} extends it; every method returns a data set of the same types.
 *
 * @throws RensaError `DATA_EMPTY` where no example would be left, and `DATA_INVALID` for numbers of rows that are not there.
 *
 * @example
 * ```ts
 * import { Dataset, type RowView } from "@rensa/data";
 *
 * const half = <D>(view: RowView<D>): D => view.take(Math.ceil(view.size / 2));
 * console.log(half(Dataset.fromArrays({ inputs: [1, 2, 3], targets: [1, 4, 9], shape: [] })).size); // 2
 * ```
 */
export abstract class RowView<Self> {
  /** The rows of the table that are seen, in order. */
  protected readonly rows: Uint32Array;

  /**
   * @param rows - The rows that are seen, in their order.
   */
  protected constructor(rows: Uint32Array) {
    if (rows.length === 0) {
      throw new RensaError("DATA_EMPTY", "The data set would be empty; give at least one example.");
    }
    this.rows = rows;
  }

  /**
   * The same table, seen through other rows.
   *
   * @param rows - The rows of the table that are seen, in their order.
   */
  protected abstract view(rows: Uint32Array): Self;

  /** The number of examples, at least 1. */
  get size(): number {
    return this.rows.length;
  }

  /**
   * The examples of the given rows, in the given order. A row may be named more than once.
   *
   * @param rows - The rows, from 0; one may come several times.
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
  select(rows: Iterable<number>): Self {
    const chosen = Uint32Array.from(rows, (row) => {
      const found = Number.isInteger(row) ? this.rows[row] : undefined;
      if (found !== undefined) return found;
      throw new RensaError(
        "DATA_INVALID",
        `There is no row ${String(row)}; give integers from 0 to ${String(this.size - 1)}.`,
      );
    });
    return this.view(chosen);
  }

  /**
   * The first `count` examples.
   *
   * @param count - How many.
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
  take(count: number): Self {
    checkCount("take: count", count, this.size);
    return this.view(this.rows.subarray(0, count));
  }

  /**
   * All but the first `count` examples.
   *
   * @param count - How many.
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
  skip(count: number): Self {
    if (count !== 0) checkCount("skip: count", count);
    return this.view(this.rows.subarray(count));
  }

  /**
   * The examples in another order, the same for the same seed. (A batch source shuffles every epoch by itself.)
   *
   * @param seed - The seed of the order.
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
  shuffle(seed: number): Self {
    return this.view(shuffledRows(this.rows, seed));
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
  split(amount: number, options: { readonly seed?: number } = {}): [Self, Self] {
    const fraction = amount > 0 && amount < 1;
    if (!fraction) checkCount("split: the amount, unless it is a fraction between 0 and 1,", amount);
    const count = fraction ? Math.round(this.size * amount) : amount;
    if (count === 0 || count >= this.size) {
      throw new RensaError(
        "DATA_EMPTY",
        `split: ${formatGiven(amount)} of ${String(this.size)} examples leaves one part empty; give each part one at least.`,
      );
    }
    const order = shuffledRows(this.rows, options.seed ?? 0);
    return [this.view(order.subarray(0, count)), this.view(order.subarray(count))];
  }

  /**
   * For k-fold cross-validation: `count` pairs of parts. Every example is in the validation part of one fold and in the
   * training part of all others; the validation parts differ in size by one at most.
   *
   * @param count - an integer from 2 to the number of examples.
   * @param options - the seed of the draw. Default 0.
   * @throws RensaError `DATA_INVALID` where the count or the seed is not such a number.
   *
   * @example
   * ```ts
   * import { Dataset } from "@rensa/data";
   *
   * const all = Dataset.fromArrays({ inputs: new Float32Array(10), targets: new Float32Array(10), shape: [] });
   * for (const { train, validation } of all.foldsOf(2, { seed: 1 })) console.log(train.size, validation.size); // 5 5, 5 5
   * ```
   */
  foldsOf(count: number, options: { readonly seed?: number } = {}): Fold<Self>[] {
    if (!Number.isInteger(count) || count < 2 || count > this.size) {
      throw new RensaError(
        "DATA_INVALID",
        `foldsOf: ${formatGiven(count)} folds of ${String(this.size)} examples; give an integer from 2 to ${String(this.size)}.`,
      );
    }
    const order = shuffledRows(this.rows, options.seed ?? 0);
    return Array.from({ length: count }, (_, fold) => {
      const start = Math.floor((fold * this.size) / count);
      const end = Math.floor(((fold + 1) * this.size) / count);
      const train = new Uint32Array(this.size - (end - start));
      train.set(order.subarray(0, start));
      train.set(order.subarray(end), start);
      return { train: this.view(train), validation: this.view(order.slice(start, end)) };
    });
  }
}
