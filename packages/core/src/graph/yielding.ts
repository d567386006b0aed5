/** Giving way: long work lets everything else that waits (input, frames, timers, an unsubscribe) run in between. */
import { checkParts } from "./check-argument.ts";
import type { Interruptible } from "./interruptible.ts";
import { drawsFrames, Frames } from "./frames.ts";

/** The longest that is computed before others may run, in milliseconds: what browsers call a long task. */
const patience = 50;
/** The same where frames are drawn between: half of the time from one to the next. */
const patienceOfPages = 8;

/**
 * Gives way now and then: at once where a piece of work is long, once in many where they are short. On the main thread of
 * a page that can be seen that is after some 8 ms, and frames are drawn; elsewhere after 50 ms, so that it costs nothing.
 *
 * @example
 * ```ts
 * import { Yielding } from "@rensa/core/compiler";
 *
 * const yielding = new Yielding();
 * let pieces = 0;
 * while (pieces < 1000) {
 *   pieces++; // Compute a piece.
 *   if (yielding.isDue) await yielding.now();
 * }
 * console.log(pieces); // 1000
 * ```
 */
export class Yielding {
  /** On a page it is not known how long the task ran before. */
  #last = drawsFrames() ? -Infinity : performance.now();
  readonly #frames = new Frames();

  /** True when it is time to. */
  get isDue(): boolean {
    return performance.now() - this.#last >= (drawsFrames() ? patienceOfPages : patience);
  }

  /** Gives way, and on a page until a frame was drawn where there was none for long. */
  async now(): Promise<void> {
    await this.#frames.giveWay();
    await nextTask();
    this.#last = performance.now();
  }
}

/**
 * Does work, giving way wherever it may be interrupted and it is time to. Without a `yielding` it is not interrupted.
 *
 * @param work - What is done, which may be interrupted between its parts.
 * @param yielding - When to give way.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { inParts, Yielding, type Interruptible } from "@rensa/core/compiler";
 *
 * function* count(): Interruptible<number> {
 *   for (let i = 0; i < 3; i++) yield;
 *   return 3;
 * }
 * console.log(await inParts(count(), new Yielding())); // 3
 * ```
 */
export async function inParts<T>(work: Interruptible<T>, yielding?: Yielding): Promise<T> {
  checkParts("inParts: the work", work, "next");
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
    if (yielding?.isDue === true) await yielding.now();
  }
}

/**
 * Resolves after everything that waits by now has run.
 *
 * @example
 * ```ts
 * import { nextTask } from "@rensa/core/compiler";
 *
 * await nextTask();
 * ```
 */
export function nextTask(): Promise<void> {
  // Node's own way costs half as much as a message; browsers do not have it.
  const { setImmediate: soon } = globalThis as { readonly setImmediate?: (task: () => void) => void };
  if (soon !== undefined) return new Promise((resolve) => soon(resolve));
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}
