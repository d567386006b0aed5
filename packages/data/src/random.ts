/**
 * The random numbers behind every shuffle: sfc32, "small fast counting", 128 bits of state.
 *
 * It is chosen because it is short, passes PractRand, has no short cycle (a counter keeps every period at 2^32 or more),
 * and takes three seed words, so that a 53-bit seed and an epoch need no hashing.
 *
 * Source: Chris Doty-Humphrey, PractRand 0.95, `RNG/sfc.cpp`, https://pracrand.sourceforge.net.
 */
import { formatGiven, refuseArgument, RensaError } from "@rensa/core";

/** Gives the next 32 random bits, as an integer from 0 to 2^32 - 1. */
export type RandomBits = () => number;

const twoTo32 = 2 ** 32;

/** PractRand's number of rounds after which three seed words have spread over the whole state. */
const mixingRounds = 15;

/** An sfc32 generator of the stream that three 32-bit words name. */
export function sfc32(first: number, second: number, third: number): RandomBits {
  let a = first | 0;
  let b = second | 0;
  let c = third | 0;
  let counter = 1;
  const next = (): number => {
    const bits = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + bits) | 0;
    return bits >>> 0;
  };
  for (let round = 0; round < mixingRounds; round++) next();
  return next;
}

/**
 * The generator of one pass over the data.
 *
 * @throws RensaError `DATA_INVALID` where the seed is not an integer, or the epoch not one from 0.
 */
export function epochRandom(label: string, seed: number, epoch: number): RandomBits {
  if (!Number.isSafeInteger(seed)) {
    throw new RensaError("DATA_INVALID", `${label}: seed is ${formatGiven(seed)}; give an integer.`);
  }
  if (!Number.isSafeInteger(epoch) || epoch < 0) {
    throw new RensaError("DATA_INVALID", `${label}: epoch is ${formatGiven(epoch)}; give an integer from 0.`);
  }
  return sfc32(seed, Math.floor(seed / twoTo32), epoch);
}

/**
 * An integer from 0 to `bound - 1`, each equally likely. Bits above the largest multiple of `bound` are drawn again,
 * since the remainder alone would favor small results.
 */
export function uniformInteger(random: RandomBits, bound: number): number {
  let bits = random();
  // No multiple of the bound lies above this, so that most draws need one remainder only.
  if (bits > twoTo32 - bound) {
    const limit = twoTo32 - (twoTo32 % bound);
    while (bits >= limit) bits = random();
  }
  // Said to be 32 bits wide, they are divided as integers, which takes a third of the time.
  return bound < twoTo32 ? (bits >>> 0) % (bound >>> 0) : bits;
}

/**
 * Random numbers, one after another.
 *
 * @example
 * ```ts
 * import type { RandomNumbers } from "@rensa/data";
 *
 * const flipped = (random: RandomNumbers): boolean => random.uniform() < 0.5;
 * ```
 */
export interface RandomNumbers {
  /** A number from 0 up to 1, each of 2^32 equally likely. */
  uniform(): number;
  /**
   * An integer from 0 to `bound - 1`, each equally likely; `bound` is at most 2^32.
   *
   * @param bound - The bound above, which is not among the numbers.
   */
  integer(bound: number): number;
  /** A number of the normal distribution of mean 0 and deviation 1 (G. Box and M. Muller, 1958). */
  normal(): number;
}

/**
 * Random numbers that depend on the seed alone, for data that is made up, simulations and draws from memories: the same on every
 * machine. (What is drawn for the examples of a data set, `map` gives to its function.)
 *
 * @param seed - any integer. Default 0.
 * @throws RensaError `DATA_INVALID` where the seed is not an integer.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { seededRandom } from "@rensa/data";
 *
 * const random = seededRandom(7);
 * const rolls = Array.from({ length: 6 }, () => 1 + random.integer(6));
 * console.log(rolls.every((roll) => roll >= 1 && roll <= 6), seededRandom(7).integer(6) + 1 === rolls[0]); // true true
 * ```
 */
export function seededRandom(seed = 0): RandomNumbers {
  return numbersOf(epochRandom("seededRandom", seed, 0));
}

/** A function that gives the random numbers of one example of a pass. `salt` tells uses of one row apart. */
export function exampleRandoms(seed: number, epoch: number, salt: number): (row: number) => RandomNumbers {
  const pass = epochRandom("map", seed, epoch);
  const words = [pass(), pass(), pass()] as const;
  return (row) => {
    // Most examples draw none, and a generator costs more than many maps do.
    let bits: RandomBits | undefined;
    return numbersOf(() => (bits ??= sfc32(words[0] + row, words[1] + salt, words[2] + Math.floor(row / twoTo32)))());
  };
}

function numbersOf(bits: RandomBits): RandomNumbers {
  const uniform = (): number => bits() / twoTo32;
  return {
    uniform,
    integer: (bound) => {
      if (!Number.isSafeInteger(bound) || bound < 1 || bound > twoTo32) {
        refuseArgument("integer: the bound", bound, "a whole number from 1 to 2^32");
      }
      return uniformInteger(bits, bound);
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}
