/** Random bits. */
import { anyShape, makeOp, Index, wholeNumber, type Shape, stridesOf, type Tensor } from "@rensa/core";
import { threefry } from "./threefry.ts";
import { checkKey } from "./key.ts";

/**
 * 32 random bits per element, as i32, that depend on the key (two i32) and the position only. `stream` 0 and 1 are two independent draws.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 * @throws RensaError `SHAPE_MISMATCH` or `DTYPE_MISMATCH` for a key that is not two i32.
 *
 * @example
 * ```ts
 * import { randomBits } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ key: i32(2) }, ({ key }) => randomBits(key, [3]));
 * const program = await compile(traced);
 * console.log(program.run({ key: [0, 7] }).data); // Int32Array [-669555573, 1830345032, -1501266066]
 * ```
 */
export const randomBits = makeOp({
  name: "random_bits",
  inputs: ["key"],
  attributes: { shape: anyShape(), stream: wholeNumber(0, { minimum: 0 }) },
  forward: {
    loops: ([key], { shape, stream }, { position, constant }) => ({
      shape,
      dtype: "i32",
      element: (...indices) => {
        const strides = stridesOf(shape);
        const flat = indices.reduce((sum, index, axis) => sum.add(index.mul(strides[axis] ?? 1)), Index.constant(0));
        return threefry([key.at(0), key.at(1)], [position(flat), constant(0, "i32")])[stream === 0 ? 0 : 1];
      },
    }),
  },
  nonDifferentiable: "bits are integers",
  check: (_attributes, [key]) => {
    checkKey("randomBits", key);
  },
  takes: "key, shape, stream?",
  call:
    (apply) =>
    <const S extends Shape>(key: Tensor<readonly [2], "i32">, shape: S, stream: 0 | 1 = 0): Tensor<S, "i32"> =>
      apply([key], { shape, stream }),
});
