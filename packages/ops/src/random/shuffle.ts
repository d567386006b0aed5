/** The parts of a tensor in a random order. */
import { anyAxis, expectTensor, makeOp, normalizeAxis, type DType, type Shape, type Tensor } from "@rensa/core";
import { take } from "../indexing/take.ts";
import { checkKey, type Key } from "./key.ts";
import { permutation } from "./permutation.ts";

/**
 * The parts of `x` along an axis in a random order, all orders equally likely; the gradient is put back in order.
 * Default axis: 0.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for an axis that is not there.
 * @throws RensaError `SHAPE_MISMATCH` or `DTYPE_MISMATCH` for a key that is not two i32.
 *
 * @example
 * ```ts
 * import { shuffle } from "@rensa/ops";
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(4, 2), key: i32(2) }, ({ x, key }) => shuffle(x, key));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 2], [3, 4], [5, 6], [7, 8]], key: [0, 7] });
 * console.log(data); // Float32Array [5, 6, 7, 8, 1, 2, 3, 4]
 * ```
 */
export const shuffle = makeOp({
  name: "shuffle",
  inputs: ["x", "key"],
  attributes: { axis: anyAxis() },
  forward: {
    composite: ([x, key], { axis }) =>
      take(x, permutation(expectTensor("shuffle: its key", key, "i32", [2]), x.shape[axis] ?? 1), axis),
  },
  check: (_attributes, [, key]) => {
    checkKey("shuffle", key);
  },
  takes: "x, key, axis?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(x: Tensor<S, D>, key: Key, axis = 0): Tensor<S, D> =>
      apply([x, key], { axis: normalizeAxis("shuffle", axis, x.shape.length) }),
});
