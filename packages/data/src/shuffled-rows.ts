/** Rows in a random order, from the front, as far as they are needed. */
import { epochRandom, uniformInteger, type RandomBits } from "./random.ts";

/** The numbers 0 to `size - 1`, in order. */
export function numbersTo(size: number): Uint32Array {
  const numbers = new Uint32Array(size);
  for (let number = 0; number < size; number++) numbers[number] = number;
  return numbers;
}

/** Some rows in the order that `shuffledOrder` gives their positions. */
export function shuffledRows(rows: Uint32Array, seed: number, epoch = 0): Uint32Array {
  return new Shuffle(rows.slice(), epochRandom("shuffledOrder", seed, epoch)).upTo(rows.length);
}

/** A shuffle from the front, so that the first rows are known before the last ones are moved: nobody waits for all of them. */
export class Shuffle {
  readonly #rows: Uint32Array;
  readonly #random: RandomBits;
  #done = 0;

  /** Moves the rows of the array that is given. */
  constructor(rows: Uint32Array, random: RandomBits) {
    this.#rows = rows;
    this.#random = random;
  }

  /** The array, of which the first `count` rows are in their places. */
  upTo(count: number): Uint32Array {
    const rows = this.#rows;
    const random = this.#random;
    for (let place = this.#done; place < count; place++) {
      const chosen = place + uniformInteger(random, rows.length - place);
      const kept = rows[place] ?? 0;
      rows[place] = rows[chosen] ?? 0;
      rows[chosen] = kept;
    }
    this.#done = Math.max(this.#done, count);
    return rows;
  }
}
