/** Batches of a data set: which rows each one takes, gathered when it is asked for. */
import { formatGiven, RensaError, tensorType, type TensorType, type TypeTree } from "@rensa/core";
import type { Batch, EpochOptions, MemoryBatchSource } from "./batch-source.ts";
import { epochRandom } from "./random.ts";
import { Shuffle } from "./shuffled-rows.ts";
import type { Part } from "./table/joined-table.ts";
import { assemble, type TablePass, type Table } from "./table/table.ts";
import { mapTypes } from "./table/tree-types.ts";

/**
 * What becomes of the examples that do not fill a last batch: `"drop"` leaves them out of the pass, `"keep"` yields
 * them as a smaller batch, `"error"` refuses a batch size that leaves any.
 *
 * @example
 * ```ts
 * import { Dataset } from "@rensa/data";
 *
 * const five = Dataset.fromArrays({ inputs: [1, 2, 3, 4, 5], targets: [1, 2, 3, 4, 5], shape: [] });
 * console.log(five.batch(2).examplesPerEpoch); // 4
 * console.log(five.batch(2, { remainder: "keep" }).examplesPerEpoch); // 5
 * ```
 */
export type Remainder = "drop" | "keep" | "error";

/**
 * The options of {@link Dataset.batch}.
 *
 * @example
 * ```ts
 * import type { BatchOptions } from "@rensa/data";
 *
 * const evaluation: BatchOptions = { shuffle: false, remainder: "error" };
 * ```
 */
export interface BatchOptions<R extends Remainder = Remainder> {
  /** Whether every pass has an order of its own. A pass can decide otherwise. Default `true`. */
  readonly shuffle?: boolean;
  /** What becomes of a last, smaller batch. Default `"drop"`, so that every step has one shape. */
  readonly remainder?: R;
}

/**
 * The type of a batch of `B` examples of type `E`, a tensor's or a tree of them. Where a smaller last batch is kept, the
 * first dimension is `number`.
 *
 * @example
 * ```ts
 * import { f32, type TensorType } from "@rensa/core";
 * import type { BatchType } from "@rensa/data";
 *
 * const images: BatchType<TensorType<readonly [784], "f32">, 32> = f32(32, 784);
 * ```
 */
export type BatchType<E, B extends number, R extends Remainder = "drop"> = E extends TensorType
  ? TensorType<readonly [R extends "keep" ? number : B, ...E["shape"]], E["dtype"]>
  : { readonly [K in keyof E]: BatchType<E[K], B, R> };

/** The type of a full batch of `size` examples. */
export function batchType<E, B extends number, R extends Remainder>(type: TypeTree, size: B): BatchType<E, B, R> {
  return mapTypes<BatchType<E, B, R>>(type, ({ dtype, shape }) => tensorType(dtype, [size, ...shape]));
}

/**
 * Checks a batch size against the number of examples.
 *
 * @throws RensaError `DATA_INVALID` where the size is not a positive integer, or leaves a remainder that is refused.
 * @throws RensaError `DATA_EMPTY` where there are fewer examples than one batch takes.
 */
export function checkBatchSize(size: number, examples: number, remainder: Remainder): void {
  if (!Number.isSafeInteger(size) || size < 1) {
    throw new RensaError("DATA_INVALID", `batch: ${formatGiven(size)} is not a batch size; give a positive integer.`);
  }
  if (size > examples) {
    throw new RensaError(
      "DATA_EMPTY",
      `batch: ${String(examples)} examples do not fill one batch of ${formatGiven(size)}; give at most ${String(examples)}.`,
    );
  }
  if (remainder === "error" && examples % size !== 0) {
    let divisor = size;
    while (examples % divisor !== 0) divisor--;
    throw new RensaError(
      "DATA_INVALID",
      `batch: ${String(examples)} examples in batches of ${formatGiven(size)} leave ${String(examples % size)} over; ` +
        `give a divisor, such as ${String(divisor)}, or the remainder "keep" or "drop".`,
    );
  }
}

/** The batches of the given rows of a table, whose size was checked. `I` and `T` are the types of a whole batch. */
export class DatasetBatches<I, T> implements MemoryBatchSource<I, T> {
  readonly inputs: I;
  readonly targets: T;
  readonly batchesPerEpoch: number;
  readonly examplesPerEpoch: number;
  readonly #table: Table;
  readonly #rows: Uint32Array;
  readonly #size: number;
  readonly #shuffle: boolean;

  constructor({ table, rows }: Part, types: { inputs: I; targets: T }, size: number, options: BatchOptions) {
    const { shuffle = true, remainder = "drop" } = options;
    const count = rows.length;
    this.inputs = types.inputs;
    this.targets = types.targets;
    this.examplesPerEpoch = remainder === "keep" ? count : count - (count % size);
    this.batchesPerEpoch = Math.ceil(this.examplesPerEpoch / size);
    this.#table = table;
    this.#rows = rows;
    this.#size = size;
    this.#shuffle = shuffle;
    Object.freeze(this);
  }

  batches({ epoch, seed, shuffle = this.#shuffle, start = 0 }: EpochOptions): Iterable<Batch<I, T>> {
    epochRandom("batches", seed, epoch);
    checkStart(start, this.batchesPerEpoch);
    return { [Symbol.iterator]: () => this.#gather({ epoch, seed }, shuffle, start * this.#size) };
  }

  *#gather(pass: TablePass, shuffle: boolean, first: number): Generator<Batch<I, T>, undefined> {
    const order = shuffle
      ? new Shuffle(this.#rows.slice(), epochRandom("batches", pass.seed, pass.epoch))
      : { upTo: () => this.#rows };
    for (let start = first; start < this.examplesPerEpoch; start += this.#size) {
      const end = Math.min(start + this.#size, this.examplesPerEpoch);
      const chosen = order.upTo(end).subarray(start, end);
      yield assemble<I, T>(this.#table, this.#table.gather(chosen, pass), chosen.length);
    }
    return undefined;
  }
}

/**
 * Checks where a pass starts.
 *
 * @throws RensaError `DATA_INVALID` where it is not an integer from 0 to the number of batches.
 */
export function checkStart(start: number, batches: number): void {
  if (Number.isSafeInteger(start) && start >= 0 && start <= batches) return;
  throw new RensaError(
    "DATA_INVALID",
    `batches: start is ${formatGiven(start)}, but a pass has ${String(batches)} batches; ` +
      `give an integer from 0 to ${String(batches)}.`,
  );
}
