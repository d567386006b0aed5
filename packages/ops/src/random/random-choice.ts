/** Random parts of a tensor. */
import {
  anyAxis,
  expectTensor,
  makeOp,
  normalizeAxis,
  RensaError,
  wholeNumber,
  type DType,
  type Shape,
  type Tensor,
} from "@rensa/core";
import { take } from "../indexing/take.ts";
import { checkKey, type Key } from "./key.ts";
import { permutation } from "./permutation.ts";
import { randomInteger } from "./random-integer.ts";
import { slice } from "../shape/slice.ts";

/**
 * `count` random parts of `x` along an axis (default: 0), all equally likely. With `replacement` (the default) a part
 * may come several times; without it `count` must not be above the extent. The gradient is added up at the parts that
 * were taken. For weights, {@link take} what {@link categorical} draws.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a count that is no integer or, without replacement, above the extent, or
 * an axis that is not there.
 * @throws RensaError `SHAPE_MISMATCH` or `DTYPE_MISMATCH` for a key that is not two i32.
 *
 * @example
 * ```ts
 * import { randomChoice } from "@rensa/ops";
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(4, 2), key: i32(2) }, ({ x, key }) => randomChoice(x, key, 3));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 2], [3, 4], [5, 6], [7, 8]], key: [0, 7] });
 * console.log(data); // Float32Array [1, 2, 1, 2, 1, 2]
 * ```
 */
export const randomChoice = makeOp({
  name: "random_choice",
  inputs: ["x", "key"],
  attributes: { count: wholeNumber(1, { minimum: 0 }), axis: anyAxis(), replacement: true },
  forward: {
    composite: ([x, key], { count, axis, replacement }) => {
      const extent = x.shape[axis] ?? 1;
      const found = replacement
        ? randomInteger(expectTensor("randomChoice: its key", key, "i32", [2]), [count], 0, extent)
        : slice(permutation(expectTensor("randomChoice: its key", key, "i32", [2]), extent), [0], [count]);
      return take(x, found, axis);
    },
  },
  check: ({ count, axis, replacement }, [x, key]) => {
    checkKey("randomChoice", key);
    const extent = x?.shape[axis] ?? 0;
    if (!(Number.isInteger(count) && count >= 0 && extent > 0 && (replacement || count <= extent))) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `randomChoice: ${String(count)} of ${String(extent)} parts cannot be taken; give an integer, without replacement at most the extent.`,
      );
    }
  },
  takes: "x, key, count, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: Tensor<S, D>,
      key: Key,
      count: number,
      options?: { readonly axis?: number; readonly replacement?: boolean },
    ): Tensor<{ readonly [K in keyof S]: number }, D> => {
      const axis = normalizeAxis("randomChoice", options?.axis ?? 0, x.shape.length);
      const attributes = { count, axis, replacement: options?.replacement ?? true };
      return apply([x, key], attributes);
    },
});
