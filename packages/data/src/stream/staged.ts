/** How a stage of a stream reads the one before: at once where that can be, and waiting where it must. */
import { isLater, type Awaitable, type Entries, type Entry } from "./entry.ts";

/** What a stage does in one pass. */
export interface Stage<E, F> {
  /** What becomes of an element; `undefined` leaves it out. */
  take(entry: Entry<E>): Awaitable<Entry<F> | undefined>;
  /** Whether it wants no further elements. Default: it wants all. */
  isFull?(): boolean;
  /** What it still has after the last element, one at a time; `undefined` is the end. Default: nothing. */
  finish?(): Entry<F> | undefined;
}

/** The elements of one pass through a stage. */
export class StagedEntries<E, F> implements Entries<F> {
  readonly #source: Entries<E>;
  readonly #stage: Stage<E, F>;
  #isAtEnd = false;

  constructor(source: Entries<E>, stage: Stage<E, F>) {
    this.#source = source;
    this.#stage = stage;
  }

  next(): Awaitable<Entry<F> | undefined> {
    // A loop, since a stage may leave out more elements in a row than a stack is deep.
    for (;;) {
      if (this.#isDone()) return this.#stage.finish?.();
      const entry = this.#source.next();
      const taken = isLater(entry) ? this.#takeLater(entry) : this.#take(entry);
      if (isLater(taken)) return this.#orFurther(taken);
      if (taken !== undefined) return taken;
    }
  }

  giveUp(): Promise<void> {
    return this.#source.giveUp();
  }

  #isDone(): boolean {
    return this.#isAtEnd || this.#stage.isFull?.() === true;
  }

  #take(entry: Entry<E> | undefined): Awaitable<Entry<F> | undefined> {
    if (entry !== undefined) return this.#stage.take(entry);
    this.#isAtEnd = true;
    return undefined;
  }

  async #takeLater(entry: PromiseLike<Entry<E> | undefined>): Promise<Entry<F> | undefined> {
    return this.#take(await entry);
  }

  async #orFurther(first: PromiseLike<Entry<F> | undefined>): Promise<Entry<F> | undefined> {
    let taken = await first;
    while (taken === undefined && !this.#isDone()) taken = await this.#take(await this.#source.next());
    return taken ?? this.#stage.finish?.();
  }
}
