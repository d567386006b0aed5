/** An alarm with hysteresis, so that a number near its threshold does not ring it again and again. */

/** What was seen: something wrong, everything well, or neither. */
export type Sight = "bad" | "good" | "between";

/** Rings once something has been bad for a while, and then not before it was good for as long. */
export class Alarm {
  readonly #patience: number;
  #isRinging = false;
  #count = 0;

  constructor(patience: number) {
    this.#patience = patience;
  }

  /** True where it begins to ring. */
  observe(sight: Sight): boolean {
    const changes = sight === (this.#isRinging ? "good" : "bad");
    this.#count = changes ? this.#count + 1 : 0;
    if (this.#count < this.#patience) return false;
    this.#count = 0;
    this.#isRinging = !this.#isRinging;
    return this.#isRinging;
  }
}
