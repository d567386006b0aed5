/** Batches of a stream of examples. */
import { RensaError, type TypeTree } from "@rensa/core";
import type { Batch, BatchSource, EpochOptions } from "../batch-source.ts";
import { batchType, checkBatchSize, checkStart, type Remainder } from "../dataset-batches.ts";
import { checkCount } from "../from-arrays.ts";
import { epochRandom } from "../random.ts";
import { assemble } from "../table/table.ts";
import { isLater, type Entries, type Open } from "./entry.ts";
import { ExampleWriter } from "./write-example.ts";

/**
 * The options of {@link DataStream.batch}.
 *
 * @example
 * ```ts
 * import { f32, i32 } from "@rensa/core";
 * import type { StreamBatchOptions } from "@rensa/data";
 *
 * const options: StreamBatchOptions = { inputs: f32(784), targets: i32(), examples: 60_000 };
 * ```
 */
export interface StreamBatchOptions<
  I extends TypeTree = TypeTree,
  T extends TypeTree = TypeTree,
  R extends Remainder = Remainder,
> {
  /** The type of one example's inputs: a tensor's, or a tree of them. */
  readonly inputs: I;
  /** The type of one example's targets. */
  readonly targets: T;
  /** How many examples make an epoch. Default: as many as the stream says it has. An endless stream needs it. */
  readonly examples?: number;
  /** What becomes of a last, smaller batch. Default `"drop"`. */
  readonly remainder?: R;
}

/** Batches that are filled from a stream; nothing is read before one is asked for. */
export class StreamBatches<I, T> implements BatchSource<I, T> {
  readonly inputs: I;
  readonly targets: T;
  readonly batchesPerEpoch: number;
  readonly examplesPerEpoch: number;
  readonly #open: Open<unknown>;
  readonly #size: number;
  readonly #types: Pick<StreamBatchOptions, "inputs" | "targets">;

  constructor(open: Open<unknown>, length: number | undefined, size: number, options: StreamBatchOptions) {
    const { inputs, targets, examples = length, remainder = "drop" } = options;
    if (examples === undefined) {
      throw new RensaError(
        "DATA_INVALID",
        "batch: the stream does not know how many elements it has; give `examples`, which is how many make an epoch.",
      );
    }
    if (examples !== 0) checkCount("batch: examples", examples);
    checkBatchSize(size, examples, remainder);
    this.inputs = batchType<never, number, Remainder>(inputs, size);
    this.targets = batchType<never, number, Remainder>(targets, size);
    this.examplesPerEpoch = remainder === "keep" ? examples : examples - (examples % size);
    this.batchesPerEpoch = Math.ceil(this.examplesPerEpoch / size);
    this.#open = open;
    this.#size = size;
    this.#types = { inputs, targets };
    Object.freeze(this);
  }

  batches({ epoch, seed, shuffle = true, start = 0 }: EpochOptions): AsyncIterable<Batch<I, T>> {
    epochRandom("batches", seed, epoch);
    checkStart(start, this.batchesPerEpoch);
    const pass = { epoch, seed, shuffle, signal: undefined };
    return { [Symbol.asyncIterator]: () => this.#read(this.#open(pass, start * this.#size), start * this.#size) };
  }

  async *#read(entries: Entries<unknown>, first: number): AsyncGenerator<Batch<I, T>, undefined> {
    const writer = new ExampleWriter(this.#types);
    let read = first;
    try {
      while (read < this.examplesPerEpoch) {
        const count = Math.min(this.#size, this.examplesPerEpoch - read);
        const arrays = writer.allocate(count);
        for (let position = 0; position < count; position++) {
          const next = entries.next();
          const entry = isLater(next) ? await next : next;
          if (entry === undefined) throw this.#ended(read);
          writer.write(entry, arrays, position);
          read++;
        }
        yield assemble<I, T>(this.#types, arrays, count);
      }
    } finally {
      await entries.giveUp();
    }
    return undefined;
  }

  #ended(read: number): RensaError {
    return new RensaError(
      "DATA_SOURCE_FAILED",
      `batch: the stream ended after ${String(read)} of ${String(this.examplesPerEpoch)} examples; correct \`examples\` ` +
        "or the source.",
    );
  }
}
