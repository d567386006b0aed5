/** A random order. */
import { makeOp, type HostTensor, wholeNumber, RensaError, type Tensor } from "@rensa/core";
import { hostRandom } from "./host-words.ts";
import { checkKey, type Key } from "./key.ts";

/**
 * The integers from 0 to below `count` in a random order, i32, all orders equally likely (Fisher and Yates, as
 * Durstenfeld 1964 gives it), on the host.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a count that is no integer from 0.
 * @throws RensaError `SHAPE_MISMATCH` or `DTYPE_MISMATCH` for a key that is not two i32.
 *
 * @example
 * ```ts
 * import { permutation } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ key: i32(2) }, ({ key }) => permutation(key, 5));
 * const program = await compile(traced);
 * console.log(program.run({ key: [0, 7] }).data); // Int32Array [1, 3, 4, 0, 2]
 * ```
 */
export const permutation = makeOp({
  name: "permutation",
  inputs: ["key"],
  attributes: { count: wholeNumber(0, { minimum: 0 }) },
  forward: {
    host: {
      types: (_inputs, { count }) => [{ shape: [count], dtype: "i32" }],
      run: ([key], [output], { count }) => {
        const { data } = output as HostTensor;
        const random = hostRandom(key.data, 0);
        for (let at = 0; at < count; at++) data[at] = at;
        for (let at = count - 1; at > 0; at--) {
          const other = random.below(at + 1);
          [data[at], data[other]] = [data[other] ?? 0, data[at] ?? 0];
        }
      },
    },
  },
  nonDifferentiable: "positions are integers",
  check: ({ count }, [key]) => {
    checkKey("permutation", key);
    if (!(Number.isInteger(count) && count >= 0)) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `permutation: ${String(count)} is no number of elements; give an integer from 0.`,
      );
    }
  },
  takes: "key, count",
  call:
    (apply) =>
    <const N extends number>(key: Key, count: N): Tensor<readonly [N], "i32"> =>
      apply([key], { count }),
});
