/** Lets everything else that waits (input, frames, timers, an unsubscribe) run. */
import { drawsFrames, Frames } from "./frames.ts";

/** The longest that a training computes before it lets others run, in milliseconds: what browsers call a long task. */
const patience = 50;
/** The same where frames are drawn between: half of the time from one to the next. */
const patienceOfPages = 8;

/** Gives way now and then: at once where a step is long, once in many steps where they are short. */
export class Yielding {
  #last = performance.now();
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

/** Resolves after everything that waits by now has run. */
export function nextTask(): Promise<void> {
  // Node's own way costs half as much as a message; browsers do not have it.
  if (typeof setImmediate === "function") return new Promise((resolve) => setImmediate(resolve));
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}
