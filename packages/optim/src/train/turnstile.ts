/** Where a run waits between two steps, while it is paused or somebody holds it. */
export class Turnstile {
  #isPaused = false;
  readonly #holds = new Set<object>();
  /** Resolves at the next change. */
  #change: Promise<void> | null = null;
  #changed: () => void = () => undefined;

  /** Resolves when something has changed; `null` where nobody waits for anything. */
  get opening(): Promise<void> | null {
    return this.#isPaused || this.#holds.size > 0 ? this.#nextChange() : null;
  }

  pause(isPaused: boolean): void {
    this.#isPaused = isPaused;
    this.#notify();
  }

  /** Holds until the returned function is called. */
  hold(): () => void {
    const holder = {};
    this.#holds.add(holder);
    return () => {
      if (this.#holds.delete(holder)) this.#notify();
    };
  }

  /** Resolves when nobody holds. */
  async released(): Promise<void> {
    while (this.#holds.size > 0) await this.#nextChange();
  }

  #nextChange(): Promise<void> {
    this.#change ??= new Promise((resolve) => (this.#changed = resolve));
    return this.#change;
  }

  #notify(): void {
    this.#change = null;
    this.#changed();
  }
}
