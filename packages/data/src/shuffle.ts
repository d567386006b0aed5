/**
 * Shuffling that can be repeated: an order is a function of (size, seed, epoch), so that a run that was stopped and
 * resumed, or moved to another machine, sees the same batches.
 *
 * Source: R. A. Fisher and F. Yates (1938), in the in-place form of R. Durstenfeld, "Algorithm 235: Random
 * permutation", Communications of the ACM 7 (1964).
 */
import { refuseArgument } from "@rensa/core";
import { epochRandom } from "./random.ts";
import { numbersTo, Shuffle } from "./shuffled-rows.ts";

/**
 * The numbers 0 to `size - 1` in a random order that depends on the arguments only. Every order is equally likely, as
 * far as 128 bits of generator state can tell them apart.
 *
 * @param size - how many numbers.
 * @param seed - any integer.
 * @param epoch - an integer from 0; each gives an order of its own. Default 0.
 * @throws RensaError `DATA_INVALID` where the seed or the epoch is not such an integer.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { shuffledOrder } from "@rensa/data";
 *
 * const order = shuffledOrder(10, 42);
 * console.log([...order].sort().join("")); // "0123456789"
 * console.log(order.join() === shuffledOrder(10, 42).join()); // true
 * ```
 */
export function shuffledOrder(size: number, seed: number, epoch = 0): Uint32Array {
  if (!Number.isSafeInteger(size) || size < 0) refuseArgument("shuffledOrder: the size", size, "a whole number from 0");
  return new Shuffle(numbersTo(size), epochRandom("shuffledOrder", seed, epoch)).upTo(size);
}
