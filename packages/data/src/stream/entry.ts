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

/** Starts a pass, the first `skip` elements left out. Nothing is read before the first element is asked for. */
export type Open<E> = (pass: OpenPass, skip: number) => AsyncGenerator<Entry<E>, undefined>;

/** The error of a source, or of a function of one element; errors of Rensa stay what they are. */
export function sourceFailed(place: string, row: number, cause: unknown): RensaError {
  if (cause instanceof RensaError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new RensaError("DATA_SOURCE_FAILED", `${place}, row ${String(row)}: ${reason}`, { cause });
}
