/** Random integers. */
import {
  anyShape,
  makeOp,
  Index,
  RensaError,
  type Scalar,
  select,
  type Shape,
  stridesOf,
  type Tensor,
  wholeNumber,
} from "@rensa/core";
import { checkKey, type Key } from "./key.ts";
import { threefry } from "./threefry.ts";

/** The second counter word, which no other draw of a key has. */
const COUNTER = 3;

/**
 * Random integers from `low` (included) to `high` (excluded), i32, all equally likely (but for 2^-64): the upper part of the
 * product of 64 random bits and their number. The same key gives the same integers on every backend and number of threads.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` where the bounds are no integers of 32 bits in ascending order.
 * @throws RensaError `SHAPE_MISMATCH` or `DTYPE_MISMATCH` for a key that is not two i32.
 *
 * @example
 * ```ts
 * import { randomInteger } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ key: i32(2) }, ({ key }) => randomInteger(key, [3], 0, 6));
 * const program = await compile(traced);
 * console.log(program.run({ key: [0, 7] }).data); // Int32Array [0, 1, 0]
 * ```
 */
export const randomInteger = makeOp({
  name: "random_integer",
  inputs: ["key"],
  attributes: {
    shape: anyShape(),
    low: wholeNumber(0, { minimum: -(2 ** 31), maximum: 2 ** 31 }),
    high: wholeNumber(1, { minimum: -(2 ** 31), maximum: 2 ** 31 }),
  },
  forward: {
    loops: ([key], { shape, low, high }, { position, constant }) => {
      const strides = stridesOf(shape);
      return {
        shape,
        dtype: "i32",
        element: (...at) => {
          const flat = at.reduce((sum, index, axis) => sum.add(index.mul(strides[axis] ?? 1)), Index.constant(0));
          const words = threefry([key.at(0), key.at(1)], [position(flat), constant(COUNTER, "i32")]);
          return scaledWords(words, high - low).add(low);
        },
      };
    },
  },
  nonDifferentiable: "the draws are integers",
  check: ({ low, high }, [key]) => {
    checkKey("randomInteger", key);
    const fits = (bound: number): boolean => Number.isInteger(bound) && Math.abs(bound) <= 2 ** 31;
    if (!(fits(low) && fits(high) && low < high)) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `randomInteger: from ${String(low)} to ${String(high)} there is no i32; give two integers, the lower one first.`,
      );
    }
  },
  takes: "key, shape, low, high",
  call:
    (apply) =>
    <const S extends Shape>(key: Key, shape: S, low: number, high: number): Tensor<S, "i32"> =>
      apply([key], { shape, low, high }),
});

/**
 * `floor(word * count / 2^64)` of a word of 64 bits, as the bits of an i32: every result stands for the same number of words
 * but for one (Lemire 2019, "Fast random integer generation in an interval"), so their probabilities differ by 2^-64 at most.
 */
function scaledWords([high, low]: readonly [Scalar, Scalar], count: number): Scalar {
  if (count === 2 ** 32) return high;
  const factor = count | 0;
  const part = high.mul(factor);
  const sum = part.add(upperHalf(low, count));
  const upper = upperHalf(high, count);
  return select(isBelow(sum, part), upper.add(1), upper);
}

/** The upper 32 bits of the product of two unsigned numbers of 32 bits, by halves of 16. */
function upperHalf(word: Scalar, count: number): Scalar {
  const [a, b] = [word.shiftRight(16), word.and(0xffff)];
  const [c, d] = [Math.floor(count / 0x10000), count % 0x10000];
  const [first, second] = [a.mul(d), b.mul(c)];
  const middle = b.mul(d).shiftRight(16).add(first.and(0xffff)).add(second.and(0xffff));
  return a.mul(c).add(first.shiftRight(16)).add(second.shiftRight(16)).add(middle.shiftRight(16));
}

/** `a < b` of unsigned numbers. */
function isBelow(a: Scalar, b: Scalar): Scalar {
  return a.xor(-(2 ** 31)).lt(b.xor(-(2 ** 31)));
}
