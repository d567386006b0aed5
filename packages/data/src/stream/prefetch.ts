/** A stage that asks for elements before they are needed. */
import type { Entries, Entry, Open } from "./entry.ts";

/** Kept as a value, because a promise that fails before it is awaited would end a Node process. */
type Answer<E> = { readonly entry: Entry<E> | undefined } | { readonly error: unknown };

/** Asks for up to `count` elements before they are needed. */
export function prefetchStage<E>(source: Open<E>, count: number): Open<E> {
  return (pass, skip) => {
    const stop = new AbortController();
    const signal = pass.signal === undefined ? stop.signal : AbortSignal.any([pass.signal, stop.signal]);
    return new PrefetchedEntries(source({ ...pass, signal }, skip), count, stop);
  };
}

class PrefetchedEntries<E> implements Entries<E> {
  readonly #source: Entries<E>;
  readonly #count: number;
  readonly #stop: AbortController;
  readonly #asked: Promise<Answer<E>>[] = [];
  /** The source is asked again only after it has answered. */
  #last: Promise<unknown> = Promise.resolve();
  /** After its end, after an error, and where the rest was given up, the source is asked no more. */
  #isOver = false;

  constructor(source: Entries<E>, count: number, stop: AbortController) {
    this.#source = source;
    this.#count = count;
    this.#stop = stop;
  }

  async next(): Promise<Entry<E> | undefined> {
    while (this.#asked.length <= this.#count) this.#ask();
    const answer = await this.#asked.shift();
    if (answer !== undefined && "error" in answer) throw answer.error;
    return answer?.entry;
  }

  async giveUp(): Promise<void> {
    this.#isOver = true;
    this.#stop.abort();
    await this.#source.giveUp();
  }

  #ask(): void {
    const asked = this.#last.then(async (): Promise<Answer<E>> => {
      if (this.#isOver) return { entry: undefined };
      try {
        const entry = await this.#source.next();
        this.#isOver = entry === undefined;
        return { entry };
      } catch (error) {
        this.#isOver = true;
        return { error };
      }
    });
    this.#asked.push(asked);
    this.#last = asked;
  }
}
