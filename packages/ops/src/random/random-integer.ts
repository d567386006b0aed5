/** Random integers. */
import { anyShape, defineOp, type HostTensor, wholeNumber, RensaError, type Shape, type Tensor } from "@rensa/core";
import { hostRandom } from "./host-words.ts";
import { checkKey, type Key } from "./key.ts";

/**
 * Random integers from `low` (included) to `high` (excluded), i32, all exactly equally likely: words that do not fit
 * are drawn again, on the host.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` where the bounds are no integers of 32 bits in ascending order.
 * @throws RensaError `SHAPE_MISMATCH` or `DTYPE_MISMATCH` for a key that is not two i32.
 *
 * @example
 * ```ts
 * import { randomInteger } from "@rensa/ops";
 * import { i32, trace } from "@rensa/core";
 *
 * const traced = trace({ key: i32(2) }, ({ key }) => randomInteger(key, [3], 0, 6));
 * ```
 */
export const randomInteger = defineOp({
  name: "random_integer",
  inputs: ["key"],
  attributes: {
    shape: anyShape(),
    low: wholeNumber(0, { minimum: -(2 ** 31), maximum: 2 ** 31 }),
    high: wholeNumber(1, { minimum: -(2 ** 31), maximum: 2 ** 31 }),
  },
  forward: {
    host: {
      types: (_inputs, { shape }) => [{ shape, dtype: "i32" }],
      run: ([key], [output], { low, high }) => {
        (output as HostTensor).data.forEach((_, at, data) => {
          data[at] = low + hostRandom(key.data, at).below(high - low);
        });
      },
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
      apply([key], { shape, low, high })[0] as Tensor<S, "i32">,
});
