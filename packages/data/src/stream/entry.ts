/** What flows through the stages of a stream, and what a stage is told about the pass. */
import { RensaError } from "@rensa/core";

/**
 * Which pass over a stream is wanted. Everything random depends on `seed` and `epoch`.
 *
 * @example
 * ```ts
 * import { DataStream, type StreamPass } from "@rensa/data";
 *
 * const third: StreamPass = { epoch: 2, seed: 7 };
 * for await (const value of DataStream.from([1, 2, 3]).shuffle(3).elements(third)) console.log(value);
 * ```
 */
export interface StreamPass {
  /** The number of the pass, from 0. Default 0. */
  readonly epoch?: number;
  /** Any integer. Default 0. */
  readonly seed?: number;
  /** `false` leaves `shuffle` stages out. Default `true`. */
  readonly shuffle?: boolean;
  /** Elements to leave out at the start; those that follow are the same. Default 0. */
  readonly start?: number;
  /** Ends the pass when it aborts, even while it waits for the source; its reason is thrown. */
  readonly signal?: AbortSignal;
}

/** A pass with its defaults filled in; what is left out is given apart. */
export interface OpenPass {
  readonly epoch: number;
  readonly seed: number;
  readonly shuffle: boolean;
  readonly signal: AbortSignal | undefined;
}

/** An element, and which row of the source it came from. */
export interface Entry<E> {
  readonly row: number;
  readonly value: E;
}

/** What is there at once, or later. */
export type Awaitable<V> = V | PromiseLike<V>;

/** Whether a value has to be waited for: a promise of any kind. */
export function isLater<V>(value: Awaitable<V>): value is PromiseLike<V> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

/**
 * The elements of one pass, one at a time; `undefined` is the end. What is there at once is given at once, since a promise for
 * every element costs more than most elements do.
 *
 * Whoever reads it asks again only after it has answered, and always gives it up in the end, also after an error.
 */
export interface Entries<E> {
  next(): Awaitable<Entry<E> | undefined>;
  /** Gives up the rest. A second time does nothing. */
  giveUp(): Promise<void>;
}

/** What is wanted of each element, for `for await`; the rest is given up when the reader has enough. */
export async function* readEach<E, V>(
  entries: Entries<E>,
  wanted: (entry: Entry<E>) => V,
): AsyncGenerator<V, undefined> {
  try {
    for (;;) {
      const next = entries.next();
      const entry = isLater(next) ? await next : next;
      if (entry === undefined) return undefined;
      yield wanted(entry);
    }
  } finally {
    await entries.giveUp();
  }
}

/** Starts a pass, the first `skip` elements left out. Nothing is read before the first element is asked for. */
export type Open<E> = (pass: OpenPass, skip: number) => Entries<E>;

/** The error of a source, or of a function of one element; errors of Rensa stay what they are. */
export function sourceFailed(place: string, row: number, cause: unknown): RensaError {
  if (cause instanceof RensaError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new RensaError("DATA_SOURCE_FAILED", `${place}, row ${String(row)}: ${reason}`, { cause });
}
