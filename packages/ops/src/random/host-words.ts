/** Random words on the host, for samplers that reject: as many as an element asks for, from a key and its position. */

const rotations = [13, 15, 26, 6, 17, 29, 16, 24] as const;

// Other draws of a key have 0 to 3 as their second counter word (randomBits, foldIn, splitKey, randomInteger).
const FIRST_COUNTER = 16;

/**
 * Threefry-2x32 with 20 rounds (Salmon et al. 2011), the same words as the scalar expressions of `threefry`. Written to
 * `words`, as samplers ask for millions.
 */
function threefryOf(key0: number, key1: number, counter0: number, counter1: number, words: Int32Array): void {
  const key2 = key0 ^ key1 ^ 0x1bd11bda;
  let first = (counter0 + key0) | 0;
  let second = (counter1 + key1) | 0;
  // What is added after four rounds, the next, and the one after it.
  let next = key1;
  let later = key2;
  let last = key0;
  for (let block = 1; block <= 5; block++) {
    const from = block % 2 === 1 ? 0 : 4;
    for (let round = from; round < from + 4; round++) {
      const rotation = rotations[round] ?? 13;
      first = (first + second) | 0;
      second = ((second << rotation) | (second >>> (32 - rotation))) ^ first;
    }
    first = (first + next) | 0;
    second = (second + later + block) | 0;
    const added = next;
    next = later;
    later = last;
    last = added;
  }
  words[0] = first;
  words[1] = second;
}

/** A stream of random numbers that belongs to a key and a position. */
export interface HostRandom {
  /** 32 random bits, from 0 on. */
  word(): number;
  /** Above 0 and below 1, in steps of 2^-32. */
  unit(): number;
  /** Of the standard normal distribution (Box and Muller 1958). */
  normal(): number;
  /** An integer from 0 to below `count`, all equally likely: words too large for it are thrown away. */
  below(count: number): number;
}

/** The stream of a position. */
export function hostRandom(key: ArrayLike<number>, position: number): HostRandom {
  const pair = new Int32Array(2);
  let count = 0;
  const word = (): number => {
    if (count % 2 === 0) threefryOf(key[0] ?? 0, key[1] ?? 0, position, FIRST_COUNTER + count / 2, pair);
    return (pair[count++ % 2] ?? 0) >>> 0;
  };
  const unit = (): number => (word() + 0.5) / 2 ** 32;
  return {
    word,
    unit,
    normal: () => Math.sqrt(-2 * Math.log(unit())) * Math.cos(2 * Math.PI * unit()),
    below: (limit) => {
      const bits = limit <= 1 ? 0 : Math.floor(Math.log2(limit - 1)) + 1;
      if (bits === 0) return 0;
      for (;;) {
        const found = Math.floor(word() / 2 ** (32 - bits));
        if (found < limit) return found;
      }
    },
  };
}
