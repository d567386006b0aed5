/**
 * Threefry-2x32 with 20 rounds: 64 random bits from a key and a counter, each element computed alone.
 *
 * Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011). The same bits as JAX's
 * `threefry2x32` for the same key and counter.
 */
import type { Scalar } from "@rensa/core";

const rotations = [13, 15, 26, 6, 17, 29, 16, 24] as const;

/** Two random words of 32 bits, as i32, from two key words and two counter words. */
export function threefry(
  key: readonly [Scalar, Scalar],
  counter: readonly [Scalar, Scalar],
): readonly [Scalar, Scalar] {
  const keys = [key[0], key[1], key[0].xor(key[1]).xor(0x1bd11bda)] as const;
  let first = counter[0].add(keys[0]);
  let second = counter[1].add(keys[1]);
  for (let round = 0; round < 20; round++) {
    const rotation = rotations[round % 8] ?? 13;
    first = first.add(second);
    second = second
      .shiftLeft(rotation)
      .or(second.shiftRight(32 - rotation))
      .xor(first);
    if (round % 4 === 3) {
      const block = (round + 1) / 4;
      first = first.add(keys[(block % 3) as 0 | 1 | 2]);
      second = second.add(keys[((block + 1) % 3) as 0 | 1 | 2]).add(block);
    }
  }
  return [first, second];
}
