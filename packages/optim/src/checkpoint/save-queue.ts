/** One write after the other: while one is under way, the newest waits, and of older ones only the best. */

/** Something to be saved. */
export interface Saveable {
  readonly isBest: boolean;
}

/** A queue that drops what is out of date. */
export class SaveQueue<Item extends Saveable> {
  readonly #save: (item: Item) => Promise<void>;
  #waiting: readonly Item[] = [];
  /** The write that is under way and those after it. */
  #work: Promise<void> | null = null;

  /** @param save - Must not reject. */
  constructor(save: (item: Item) => Promise<void>) {
    this.#save = save;
  }

  /** Saves an item as soon as nothing else is being written. */
  add(item: Item): void {
    const best = item.isBest ? [] : this.#waiting.filter(({ isBest }) => isBest).slice(-1);
    this.#waiting = [...best, item];
    this.#work ??= this.#drain();
  }

  /** Resolves when everything is saved. */
  async idle(): Promise<void> {
    await this.#work;
  }

  async #drain(): Promise<void> {
    for (let [next] = this.#waiting; next !== undefined; [next] = this.#waiting) {
      this.#waiting = this.#waiting.slice(1);
      await this.#save(next);
    }
    this.#work = null;
  }
}
