/** Random words on the host, for samplers that reject: as many as an element asks for, from a key and its position. */

const rotations = [13, 15, 26, 6, 17, 29, 16, 24] as const;

// Other draws of a key have 0, 1 or 2 as their second counter word (randomBits, foldIn, splitKey).
const FIRST_COUNTER = 16;

/** Threefry-2x32 with 20 rounds (Salmon et al. 2011), the same words as the scalar expressions of `threefry`. */
function threefryOf(key: readonly [number, number], counter: readonly [number, number]): readonly [number, number] {
  const keys = [key[0], key[1], key[0] ^ key[1] ^ 0x1bd11bda] as const;
  let first = (counter[0] + keys[0]) | 0;
  let second = (counter[1] + keys[1]) | 0;
  for (let round = 0; round < 20; round++) {
    const rotation = rotations[round % 8] ?? 13;
    first = (first + second) | 0;
    second = ((second << rotation) | (second >>> (32 - rotation))) ^ first;
    if (round % 4 === 3) {
      const block = (round + 1) / 4;
      first = (first + (keys[block % 3] ?? 0)) | 0;
      second = (second + (keys[(block + 1) % 3] ?? 0) + block) | 0;
    }
  }
  return [first, second];
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
  const words: [number, number] = [key[0] ?? 0, key[1] ?? 0];
  let pair: readonly [number, number] = [0, 0];
  let count = 0;
  const word = (): number => {
    if (count % 2 === 0) pair = threefryOf(words, [position, FIRST_COUNTER + count / 2]);
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
