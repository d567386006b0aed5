/** Lets everything else that waits (input, timers, an unsubscribe) run. */

/** The longest that a training computes before it lets others run, in milliseconds. */
const patience = 15;

/** Gives way now and then: at once where a step is long, once in a few milliseconds where steps are short. */
export class Yielding {
  #last = performance.now();

  /** Gives way if it is time to. */
  async now(): Promise<void> {
    if (performance.now() - this.#last < patience) return;
    await nextTask();
    this.#last = performance.now();
  }
}

/** Resolves after everything that waits by now has run. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}
