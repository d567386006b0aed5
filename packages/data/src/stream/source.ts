/** The first stage of a stream: reads any source one element at a time, counts rows, and always cleans up. */
import { refuseArgument, RensaError } from "@rensa/core";
import type { Observable, Subscribable } from "rxjs";
import { Chunked, type AnyIterator } from "./chunked.ts";
import { isLater, sourceFailed, type Awaitable, type Entries, type Entry, type Open, type OpenPass } from "./entry.ts";
import { observableIterator } from "./observable-iterator.ts";

/**
 * What a stream reads: an iterable, an async iterable (a generator, a web stream), or an Observable of RxJS.
 *
 * @example
 * ```ts
 * import { of } from "rxjs";
 * import type { StreamSource } from "@rensa/data";
 *
 * const sources: StreamSource<number>[] = [[1, 2], new Set([1, 2]), of(1, 2)];
 * ```
 */
export type StreamSource<E> = Iterable<E> | AsyncIterable<E> | Observable<E> | Subscribable<E>;

/**
 * What a factory of sources is told.
 *
 * @example
 * ```ts
 * import { DataStream, type SourcePass } from "@rensa/data";
 *
 * const numbers = DataStream.from(function* ({ epoch }: SourcePass) {
 *   yield epoch;
 *   yield epoch + 1;
 * });
 * ```
 */
export interface SourcePass {
  readonly epoch: number;
  readonly seed: number;
  /** Elements that the factory has to leave out, where it said that it is `seekable`; otherwise 0. */
  readonly start: number;
  /** Aborts when the pass is given up. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Makes the source anew for every pass, so that the stream can be read more than once.
 *
 * @example
 * ```ts
 * import type { StreamFactory } from "@rensa/data";
 *
 * const endless: StreamFactory<number> = function* () {
 *   for (let count = 0; ; count++) yield count;
 * };
 * ```
 */
export type StreamFactory<E> = (pass: SourcePass) => StreamSource<E> | Promise<StreamSource<E>>;

/**
 * The options of {@link DataStream.from}.
 *
 * @example
 * ```ts
 * import type { StreamOptions } from "@rensa/data";
 *
 * const sensor: StreamOptions = { name: "sensor", buffer: 10_000 };
 * ```
 */
export interface StreamOptions {
  /** How errors name the source. Default `"stream"`. */
  readonly name?: string;
  /** How many elements one pass has, where that is known. An array or a set says it itself. */
  readonly size?: number;
  /** Whether a factory leaves out the first `start` elements itself. Default `false`: they are read and dropped. */
  readonly seekable?: boolean;
  /** How many elements of an Observable may wait to be read; one more is an error. Default 1024. */
  readonly buffer?: number;
}

/** Refuses what nothing can be read from. */
export function checkStreamSource(source: unknown): void {
  const isSource =
    typeof source === "string" ||
    typeof source === "function" ||
    (typeof source === "object" &&
      source !== null &&
      (Symbol.iterator in source || Symbol.asyncIterator in source || "subscribe" in source));
  if (isSource) return;
  refuseArgument("DataStream.from: the source", source, "a list, a generator, an observable or a function of a pass");
}

/** The first stage. `failed` makes the error of a source that throws. */
export function openSource<E>(
  source: StreamSource<E> | StreamFactory<E>,
  options: StreamOptions,
  failed: (place: string, row: number, cause: unknown) => Error = sourceFailed,
): Open<E> {
  const { name = "stream", seekable = false, buffer = 1024 } = options;
  const seeks = seekable && typeof source === "function";
  // A generator is its own iterator, so it can be read once only.
  const spent = new WeakSet<object>();

  const open = async ({ epoch, seed, signal }: OpenPass, start: number): Promise<AnyIterator<E>> => {
    const opened = typeof source === "function" ? await source({ epoch, seed, start, signal }) : source;
    const iterator = iteratorOf(opened, buffer, name);
    if (spent.has(iterator)) {
      throw new RensaError(
        "DATA_SOURCE_FAILED",
        `${name}: the source can be read once only; give a function that makes it anew for every pass.`,
      );
    }
    spent.add(iterator);
    return iterator;
  };

  return (pass, skip) =>
    new SourceEntries(
      () => open(pass, seeks ? skip : 0),
      { row: seeks ? skip : 0, skip, signal: pass.signal },
      (row, cause) => failed(name, row, cause),
    );
}

/** The elements of a source: counted, and given up with it. */
class SourceEntries<E> implements Entries<E> {
  readonly #open: () => Promise<AnyIterator<E>>;
  readonly #signal: AbortSignal | undefined;
  readonly #failed: (row: number, cause: unknown) => Error;
  readonly #skip: number;
  #row: number;
  #iterator: AnyIterator<E> | undefined;
  /** The iterator has not answered yet. */
  #isWaiting = false;
  #isOver = false;

  constructor(
    open: () => Promise<AnyIterator<E>>,
    { row, skip, signal }: { row: number; skip: number; signal: AbortSignal | undefined },
    failed: (row: number, cause: unknown) => Error,
  ) {
    this.#open = open;
    this.#row = row;
    this.#skip = skip;
    this.#signal = signal;
    this.#failed = failed;
  }

  next(): Awaitable<Entry<E> | undefined> {
    if (this.#isOver) return undefined;
    this.#signal?.throwIfAborted();
    const iterator = this.#iterator;
    if (iterator === undefined) return this.#start();
    for (;;) {
      let result: Awaitable<IteratorResult<E, unknown>>;
      try {
        result = iterator.next();
      } catch (cause) {
        throw this.#failure(cause);
      }
      if (isLater(result)) return this.#later(iterator, result);
      const entry = this.#read(result);
      if (entry !== undefined || result.done === true) return entry;
    }
  }

  async giveUp(): Promise<void> {
    const iterator = this.#iterator;
    const isFinished = this.#isOver;
    this.#isOver = true;
    this.#iterator = undefined;
    if (!isFinished && iterator !== undefined) await cleanUp(iterator, this.#isWaiting);
  }

  async #start(): Promise<Entry<E> | undefined> {
    let iterator: AnyIterator<E>;
    try {
      iterator = await this.#open();
    } catch (cause) {
      this.#isOver = true;
      throw this.#failed(this.#row, cause);
    }
    this.#iterator = iterator;
    return this.next();
  }

  async #later(
    iterator: AnyIterator<E>,
    first: PromiseLike<IteratorResult<E, unknown>>,
  ): Promise<Entry<E> | undefined> {
    let asked: Awaitable<IteratorResult<E, unknown>> = first;
    for (;;) {
      this.#isWaiting = true;
      try {
        const result = await unlessAborted(asked, this.#signal);
        this.#isWaiting = false;
        const entry = this.#read(result);
        if (entry !== undefined || result.done === true) return entry;
        asked = iterator.next();
      } catch (cause) {
        if (this.#signal?.aborted !== true) this.#isWaiting = false;
        throw this.#failure(cause);
      }
    }
  }

  /** The element of an answer; none where it is left out, or is the end. */
  #read(result: IteratorResult<E, unknown>): Entry<E> | undefined {
    if (result.done === true) {
      this.#isOver = true;
      return undefined;
    }
    const row = this.#row++;
    return row >= this.#skip ? { row, value: result.value } : undefined;
  }

  #failure(cause: unknown): Error {
    this.#signal?.throwIfAborted();
    return this.#failed(this.#row, cause);
  }
}

function iteratorOf<E>(source: StreamSource<E>, buffer: number, name: string): AnyIterator<E> {
  if (source instanceof Chunked) return (source as Chunked<E>).iterator();
  if (isAsyncIterable(source)) return source[Symbol.asyncIterator]();
  if (isIterable(source)) return source[Symbol.iterator]();
  if (isSubscribable(source)) return observableIterator(source, buffer, name);
  throw new RensaError(
    "DATA_INVALID",
    `${name}: the source is neither an iterable nor an async iterable nor an Observable; give one of these, or a ` +
      "function that returns one.",
  );
}

function has(value: unknown, member: string | symbol): boolean {
  return value !== undefined && value !== null && typeof Reflect.get(Object(value), member) === "function";
}

function isAsyncIterable<E>(source: StreamSource<E>): source is AsyncIterable<E> {
  return has(source, Symbol.asyncIterator);
}

function isIterable<E>(source: StreamSource<E>): source is Iterable<E> {
  return has(source, Symbol.iterator);
}

function isSubscribable<E>(source: StreamSource<E>): source is Subscribable<E> {
  return has(source, "subscribe");
}

/** The result, or a rejection as soon as the signal aborts, whatever the result does. */
async function unlessAborted<R>(result: Awaitable<R>, signal: AbortSignal | undefined): Promise<R> {
  if (signal === undefined) return result;
  const abort: { listener?: () => void } = {};
  const aborted = new Promise<never>((_, reject) => {
    abort.listener = () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
    };
    signal.addEventListener("abort", abort.listener);
    if (signal.aborted) abort.listener();
  });
  try {
    return await Promise.race([result, aborted]);
  } finally {
    if (abort.listener !== undefined) signal.removeEventListener("abort", abort.listener);
  }
}

/** Calls `return`. A generator that is still waiting for something would answer only after that, so it is not awaited. */
async function cleanUp<E>(iterator: AnyIterator<E>, waiting: boolean): Promise<void> {
  const returned = iterator.return?.();
  if (!waiting) await returned;
  // The pass has been given up with the reason of its signal; nobody is left to hear of a second error.
  else if (returned instanceof Promise) returned.catch(() => undefined);
}
