/** Reads an Observable, which pushes, as an iterator, which is pulled: what comes too early waits in a bounded buffer. */
import { RensaError } from "@rensa/core";
import type { Subscribable } from "rxjs";

/**
 * Subscribes when the first element is asked for, and unsubscribes at `return`, which does not wait for the source.
 *
 * @param bound - elements that may wait. One more is an error, after those that wait were read.
 */
export function observableIterator<E>(
  source: Subscribable<E>,
  bound: number,
  name: string,
): AsyncIterator<E, undefined> {
  type Result = IteratorResult<E, undefined>;
  const end: Result = { done: true, value: undefined };
  const buffer: E[] = [];
  const asked: { resolve: (result: Result) => void; reject: (reason: Error) => void }[] = [];
  const state: { subscription?: { unsubscribe(): void }; closed: boolean; failure?: Error; received: number } = {
    closed: false,
    received: 0,
  };
  const close = (failure?: Error): void => {
    if (state.closed) return;
    state.closed = true;
    if (failure !== undefined) state.failure = failure;
    state.subscription?.unsubscribe();
    for (const { resolve, reject } of asked.splice(0)) {
      if (failure === undefined) resolve(end);
      else reject(failure);
    }
  };
  const receive = (value: E): void => {
    if (state.closed) return;
    const waiting = asked.shift();
    if (waiting !== undefined) waiting.resolve({ done: false, value });
    else if (buffer.length < bound) buffer.push(value);
    else {
      close(
        new RensaError(
          "DATA_SOURCE_FAILED",
          `${name}, row ${String(state.received)}: the Observable gave more than the ${String(bound)} elements that may ` +
            "wait; give a larger `buffer`, slow it down, or give an iterable, which is read as fast as it is needed.",
        ),
      );
    }
    state.received++;
  };
  const subscribe = (): void => {
    state.subscription = source.subscribe({
      next: receive,
      error: (cause: unknown) => {
        close(cause instanceof Error ? cause : new Error(String(cause)));
      },
      complete: () => {
        close();
      },
    });
    // It may have ended, or flowed over, before there was a subscription to end.
    if (state.closed) state.subscription.unsubscribe();
  };
  return {
    next: () => {
      if (state.subscription === undefined && !state.closed) subscribe();
      if (buffer.length > 0) return Promise.resolve({ done: false, value: buffer.shift() as E });
      if (state.failure !== undefined) return Promise.reject(state.failure);
      if (state.closed) return Promise.resolve(end);
      return new Promise((resolve, reject) => asked.push({ resolve, reject }));
    },
    return: () => {
      close();
      buffer.length = 0;
      return Promise.resolve(end);
    },
  };
}
