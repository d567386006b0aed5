/** The first stage of a stream: reads any source one element at a time, counts rows, and always cleans up. */
import { refuseArgument, RensaError } from "@rensa/core";
import type { Observable, Subscribable } from "rxjs";
import { Chunked, type AnyIterator } from "./chunked.ts";
import { sourceFailed, type Entry, type Open, type OpenPass } from "./entry.ts";
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

  const open = async (pass: OpenPass, start: number): Promise<AnyIterator<E>> => {
    const { epoch, seed, signal } = pass;
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

  return async function* read(pass, skip): AsyncGenerator<Entry<E>, undefined> {
    let row = seeks ? skip : 0;
    pass.signal?.throwIfAborted();
    let iterator: AnyIterator<E>;
    try {
      iterator = await open(pass, seeks ? skip : 0);
    } catch (cause) {
      throw failed(name, row, cause);
    }
    let done = false;
    let waiting = false;
    try {
      for (;;) {
        waiting = true;
        let result: IteratorResult<E, unknown>;
        try {
          const next = iterator.next();
          result = next instanceof Promise ? await unlessAborted(next, pass.signal) : next;
        } catch (cause) {
          if (pass.signal?.aborted !== true) waiting = false;
          pass.signal?.throwIfAborted();
          throw failed(name, row, cause);
        }
        waiting = false;
        if (result.done === true) {
          done = true;
          return undefined;
        }
        if (row >= skip) yield { row, value: result.value };
        row++;
      }
    } finally {
      if (!done) await cleanUp(iterator, waiting);
    }
  };
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
async function unlessAborted<R>(result: Promise<R>, signal: AbortSignal | undefined): Promise<R> {
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
  else if (returned instanceof Promise) {
    // The pass has been given up with the reason of its signal; nobody is left to hear of a second error.
    returned.catch(() => undefined);
  }
}
