/** Elements that are read one after another, as many times as wanted, without being all in memory. */
import { checkOptions } from "@rensa/core";
import type { DataOf, TypeTree } from "@rensa/core";
import type { BatchSource } from "../batch-source.ts";
import { type BatchType, type Remainder } from "../dataset-batches.ts";
import { checkCount } from "../from-arrays.ts";
import type { Progress } from "../progress.ts";
import type { MapContext } from "../table/mapped-table.ts";
import { isLater, readEach, type Entries, type Open, type StreamPass } from "./entry.ts";
import { checkStreamSource, openSource, type StreamFactory, type StreamOptions, type StreamSource } from "./source.ts";
import { prefetchStage } from "./prefetch.ts";
import { progressStage } from "./progress-stage.ts";
import { filterStage, mapStage, shuffleStage, skipStage, takeStage } from "./stages.ts";
import { StreamBatches, type StreamBatchOptions } from "./stream-batches.ts";

/**
 * A lazy sequence of elements: lines, records, examples. It is read by `for await`, one element at a time and no further
 * than asked; every reading starts a pass of its own, where the source can be started anew (an array, a factory, an
 * Observable). A source that throws gives `DATA_SOURCE_FAILED` with the row, and its `return()` is called whenever a
 * pass ends early. RxJS reads a stream with its `from`.
 *
 * @typeParam E - the type of one element.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a source of another kind, `DATA_SOURCE_FAILED` from a pass whose source throws.
 *
 * @example
 * ```ts
 * import { DataStream } from "@rensa/data";
 *
 * const squares = DataStream.from([1, 2, 3, 4])
 *   .filter((number) => number !== 3)
 *   .map((number) => number * number);
 * for await (const square of squares) console.log(square); // 1, 4, 16
 * ```
 */
export class DataStream<E> implements AsyncIterable<E> {
  readonly #open: Open<E>;
  /** How many elements one pass has, where that is known before it is read. (Not `length`: RxJS takes that for an array.) */
  readonly size: number | undefined;
  /** The number of stages, which tells the random numbers of stages apart. */
  readonly #depth: number;

  private constructor(open: Open<E>, size: number | undefined, depth: number) {
    this.#open = open;
    this.size = size;
    this.#depth = depth;
    Object.freeze(this);
  }

  /**
   * A stream of a source, or of a function that makes a source for every pass. A generator can be read once; a function
   * that makes it, any number of times.
   * @param source - What gives the elements: an iterable, or a function that makes one for each pass.
   *
   * @throws RensaError `DATA_INVALID` where `buffer` or `size` is no such number; when it is read, where the source is
   * of another kind.
   *
   * @throws RensaError `DATA_SOURCE_FAILED` when it is read, where the source throws, is read a second time though it
   * cannot be, or is an Observable that flows over.
   *
   * @example
   * ```ts
   * import { interval, map, take } from "rxjs";
   * import { DataStream } from "@rensa/data";
   *
   * const readings = DataStream.from(interval(1).pipe(take(3), map(Math.sqrt)), { name: "sensor", buffer: 100 });
   * console.log(await readings.collect()); // [0, 1, 1.41...]
   * const endless = DataStream.from(function* () {
   *   for (let count = 0; ; count++) yield count;
   * });
   * console.log(await endless.take(3).collect()); // [0, 1, 2]
   * ```
   */
  static from<E>(source: StreamSource<E> | StreamFactory<E>, options: StreamOptions = {}): DataStream<E> {
    checkOptions("DataStream.from", options, ["name", "size", "seekable", "buffer"]);
    checkStreamSource(source);
    if (options.buffer !== undefined) checkCount("DataStream.from: buffer", options.buffer);
    if (options.size !== undefined && options.size !== 0) checkCount("DataStream.from: size", options.size);
    const own = Array.isArray(source) ? source.length : source instanceof Set ? source.size : undefined;
    return new DataStream(openSource(source, options), options.size ?? own, 0);
  }

  /**
   * The elements of one pass.
   * @param pass - The epoch and the seed, by which an order is chosen.
   *
   * @throws RensaError `DATA_INVALID` where `start` is not an integer from 0.
   *
   * @example
   * ```ts
   * import { DataStream } from "@rensa/data";
   *
   * const numbers = DataStream.from([1, 2, 3, 4, 5]).shuffle(5);
   * for await (const number of numbers.elements({ epoch: 1, seed: 7, start: 2 })) console.log(number);
   * ```
   */
  elements(pass: StreamPass = {}): AsyncGenerator<E, undefined> {
    return readEach(this.#entries(pass), ({ value }) => value);
  }

  /** The elements of the first pass, with the seed 0. */
  [Symbol.asyncIterator](): AsyncGenerator<E, undefined> {
    return this.elements();
  }

  /**
   * All elements of one pass, in memory.
   * @param pass - The epoch and the seed, by which an order is chosen.
   *
   * @example
   * ```ts
   * import { DataStream } from "@rensa/data";
   *
   * console.log(await DataStream.from("abc").collect()); // ["a", "b", "c"]
   * ```
   */
  async collect(pass: StreamPass = {}): Promise<E[]> {
    const elements: E[] = [];
    const entries = this.#entries(pass);
    try {
      for (;;) {
        const next = entries.next();
        const entry = isLater(next) ? await next : next;
        if (entry === undefined) return elements;
        elements.push(isLater(entry.value) ? await entry.value : entry.value);
      }
    } finally {
      await entries.giveUp();
    }
  }

  /**
   * Each element through a function, which may be asynchronous. Its random numbers depend on the seed and epoch of the
   * pass and on the row of the source, whatever the order.
   * @param map - Makes an element of an element.
   *
   * @throws RensaError `DATA_SOURCE_FAILED` when it is read, with the row for which the function threw.
   *
   * @example
   * ```ts
   * import { DataStream } from "@rensa/data";
   *
   * const noisy = DataStream.from([1, 2, 3]).map((value, { random }) => value + 0.1 * random.normal());
   * console.log((await noisy.collect()).length); // 3
   * ```
   */
  map<F>(map: (value: E, context: MapContext) => F | Promise<F>): DataStream<F> {
    return new DataStream(mapStage(this.#open, map, this.#depth), this.size, this.#depth + 1);
  }

  /**
   * The elements for which a function returns `true`.
   * @param keep - Tells whether an element stays.
   *
   * @throws RensaError `DATA_SOURCE_FAILED` when it is read, with the row for which the function threw.
   *
   * @example
   * ```ts
   * import { DataStream } from "@rensa/data";
   *
   * console.log(await DataStream.from([1, 2, 3]).filter((value) => value > 1).collect()); // [2, 3]
   * ```
   */
  filter(keep: (value: E, row: number) => boolean | Promise<boolean>): DataStream<E> {
    return new DataStream(filterStage(this.#open, keep), undefined, this.#depth + 1);
  }

  /**
   * The first `count` elements. The source is not read further.
   * @param count - How many.
   *
   * @throws RensaError `DATA_INVALID` where the count is not a positive integer.
   *
   * @example
   * ```ts
   * import { DataStream } from "@rensa/data";
   *
   * console.log(await DataStream.from([1, 2, 3]).take(2).collect()); // [1, 2]
   * ```
   */
  take(count: number): DataStream<E> {
    checkCount("take: count", count);
    const size = this.size === undefined ? undefined : Math.min(count, this.size);
    return new DataStream(takeStage(this.#open, count), size, this.#depth + 1);
  }

  /**
   * All but the first `count` elements.
   * @param count - How many.
   *
   * @throws RensaError `DATA_INVALID` where the count is not an integer from 0.
   *
   * @example
   * ```ts
   * import { DataStream } from "@rensa/data";
   *
   * console.log(await DataStream.from([1, 2, 3]).skip(2).collect()); // [3]
   * ```
   */
  skip(count: number): DataStream<E> {
    if (count !== 0) checkCount("skip: count", count);
    const size = this.size === undefined ? undefined : Math.max(0, this.size - count);
    return new DataStream(skipStage(this.#open, count), size, this.#depth + 1);
  }

  /**
   * The elements in another order for every epoch and seed: each is drawn at random from a buffer of the next `buffer`
   * elements. A buffer as large as the stream shuffles it fully; a smaller one keeps an element from coming much earlier
   * than it stood. A pass that starts later draws the same, so it reads what it leaves out.
   * @param buffer - How many elements are held, of which the next one is drawn.
   *
   * @throws RensaError `DATA_INVALID` where the buffer is not a positive integer.
   *
   * @example
   * ```ts
   * import { DataStream } from "@rensa/data";
   *
   * const mixed = DataStream.from([1, 2, 3, 4]).shuffle(4);
   * console.log((await mixed.collect({ epoch: 3, seed: 1 })).toSorted()); // [1, 2, 3, 4]
   * ```
   */
  shuffle(buffer: number): DataStream<E> {
    checkCount("shuffle: buffer", buffer, 2 ** 32);
    return new DataStream(shuffleStage(this.#open, buffer, this.#depth), this.size, this.#depth + 1);
  }

  /**
   * The same elements, of which up to `count` are asked for before they are needed, so that a source that waits (a disk,
   * a network) works while the last element is used. To use another processor, see {@link prefetchInWorker}.
   * @param count - How many elements are asked for ahead.
   *
   * @throws RensaError `DATA_INVALID` where the count is not a positive integer.
   *
   * @example
   * ```ts
   * import { DataStream } from "@rensa/data";
   *
   * console.log(await DataStream.from([1, 2, 3]).prefetch(2).collect()); // [1, 2, 3]
   * ```
   */
  prefetch(count: number): DataStream<E> {
    checkCount("prefetch: count", count);
    return new DataStream(prefetchStage(this.#open, count), this.size, this.#depth + 1);
  }

  /**
   * The same elements; a function is told how many have been read, every so often and at the end.
   * @param report - Is told how far the reading is.
   * @param options - `every`: elements between two reports. Default 1000.
   *
   * @throws RensaError `DATA_INVALID` where `every` is not a positive integer.
   *
   * @example
   * ```ts
   * import { DataStream } from "@rensa/data";
   *
   * const counted = DataStream.from([1, 2, 3]).withProgress(({ rows, total }) => console.log(rows, total), { every: 2 });
   * await counted.collect(); // 2 3, then 3 3
   * ```
   */
  withProgress(report: (progress: Progress) => void, options: { readonly every?: number } = {}): DataStream<E> {
    const { every = 1000 } = options;
    checkCount("withProgress: every", every);
    return new DataStream(progressStage(this.#open, report, every, this.size), this.size, this.#depth + 1);
  }

  /**
   * The elements, which are examples, in batches, as a trainer reads them. Types are stated, because nothing is read
   * before training starts; every element is checked against them.
   * @param size - examples in a batch.
   * @throws RensaError `DATA_INVALID` where the size is not a positive integer or leaves a remainder that is refused, or
   * where the number of examples is neither known nor given; when it is read, where an example does not have the
   * stated types, naming the row and the column.
   * @throws RensaError `DATA_EMPTY` where there are fewer examples than one batch takes.
   * @throws RensaError `DATA_SOURCE_FAILED` when it is read, where the stream ends before all examples were read.
   *
   * @example
   * ```ts
   * import { f32 } from "@rensa/core";
   * import { DataStream } from "@rensa/data";
   *
   * const examples = DataStream.from([0, 1, 2, 3, 4]).map((x) => ({ inputs: [x, 1], targets: [x * x] }));
   * const source = examples.shuffle(5).batch(2, { inputs: f32(2), targets: f32(1) });
   * console.log(source.inputs.shape, source.batchesPerEpoch); // [2, 2] 2
   * for await (const batch of source.batches({ epoch: 0, seed: 0 })) console.log(batch.targets.data);
   * ```
   */
  batch<I extends TypeTree, T extends TypeTree, const B extends number, const R extends Remainder = "drop">(
    this: DataStream<{ readonly inputs: DataOf<I>; readonly targets: DataOf<T> }>,
    size: B,
    options: StreamBatchOptions<I, T, R>,
  ): BatchSource<BatchType<I, B, R>, BatchType<T, B, R>> {
    return new StreamBatches<BatchType<I, B, R>, BatchType<T, B, R>>(this.#open, this.size, size, options);
  }

  #entries({ epoch = 0, seed = 0, shuffle = true, start = 0, signal }: StreamPass): Entries<E> {
    if (start !== 0) checkCount("elements: start", start);
    return this.#open({ epoch, seed, shuffle, signal }, start);
  }
}
