/** Several keys from one. */
import { makeOp, wholeNumber, RensaError, select } from "@rensa/core";
import { checkKey, type Key } from "./key.ts";
import { threefry } from "./threefry.ts";

/** Each key is a tensor of the graph with an expression of its own, which takes a millisecond to write. */
const mostKeys = 1024;

/**
 * Independent keys from a key, as many as wanted (default: 2), so that several draws of one step differ. A key should
 * be split, folded ({@link foldIn}) or drawn from, but only one of these. For a key for each of many examples, fold their
 * numbers into one key.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a count that is no integer from 1 to 1024.
 * @throws RensaError `SHAPE_MISMATCH` or `DTYPE_MISMATCH` for a key that is not two i32.
 *
 * @example
 * ```ts
 * import { splitKey } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ key: i32(2) }, ({ key }) => splitKey(key)[0]);
 * const program = await compile(traced);
 * console.log(program.run({ key: [0, 7] }).data); // Int32Array [966301609, 1948237315]
 * ```
 */
export const splitKey = makeOp({
  name: "split_key",
  inputs: ["key"],
  attributes: { count: wholeNumber(2, { minimum: 1, maximum: mostKeys }) },
  forward: {
    loops: ([key], { count }, { position, constant }) =>
      Array.from({ length: count }, (_, number) => ({
        shape: [2],
        dtype: "i32",
        element: (word) => {
          const [first, second] = threefry([key.at(0), key.at(1)], [constant(number, "i32"), constant(2, "i32")]);
          return select(position(word).eq(0), first, second);
        },
      })),
  },
  nonDifferentiable: "keys are integers",
  check: ({ count }, [key]) => {
    checkKey("splitKey", key);
    if (!(Number.isInteger(count) && count >= 1 && count <= mostKeys)) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `splitKey: ${String(count)} is no number of keys; give an integer from 1 to ${String(mostKeys)}, and for more fold a number into the key for each (foldIn).`,
      );
    }
  },
  takes: "key, count?",
  call:
    (apply) =>
    (key: Key, count = 2): readonly [Key, Key, ...Key[]] =>
      apply.all([key], { count }),
});
