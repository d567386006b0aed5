/** One write after the other, in order. */

/** A queue of writes. */
export class SaveQueue<Item> {
  readonly #save: (item: Item) => Promise<void>;
  readonly #waiting: Item[] = [];
  /** The write that is under way and those after it. */
  #work: Promise<void> | null = null;

  /** @param save - Must not reject. */
  constructor(save: (item: Item) => Promise<void>) {
    this.#save = save;
  }

  /** True while something is being written, so that the next item has to wait. */
  get isBusy(): boolean {
    return this.#work !== null;
  }

  /** Saves an item as soon as nothing else is being written. */
  add(item: Item): void {
    this.#waiting.push(item);
    this.#work ??= this.#drain();
  }

  /** Resolves when everything is saved. */
  async idle(): Promise<void> {
    await this.#work;
  }

  async #drain(): Promise<void> {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) await this.#save(next);
    this.#work = null;
  }
}
