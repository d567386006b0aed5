/** Random classes. */
import { anyAxis, expectTensor, makeOp, normalizeAxis, type Shape, type Tensor } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { gumbel } from "./gumbel.ts";
import { checkKey, type Key } from "./key.ts";
import { checkParameters } from "./parameters.ts";
import { argmax } from "../reduction/argmax.ts";
import type { AxesCheck, Reduce } from "../types/shapes.ts";

/**
 * Random classes by their unnormalized log-probabilities along an axis (default: the last), i32: the position of the
 * largest of `logits` plus Gumbel noise (Gumbel 1954). Classes of probability 0 have logits of minus infinity. No
 * gradient flows through positions; {@link gumbelSoftmax} has one.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for an axis that is not there, `DTYPE_MISMATCH`.
 * @throws RensaError `SHAPE_MISMATCH` or `DTYPE_MISMATCH` for a key that is not two i32.
 *
 * @example
 * ```ts
 * import { categorical } from "@rensa/ops";
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ key: i32(2), logits: f32(3, 3) }, ({ key, logits }) => categorical(key, logits));
 * const program = await compile(traced);
 * console.log(program.run({ key: [0, 7], logits: [[1, 0, 2], [3, 0, 2], [2, -1, 1]] }).data); // Int32Array [2, 0, 0]
 * ```
 */
export const categorical = makeOp({
  name: "categorical",
  inputs: ["key", "logits"],
  attributes: { axis: anyAxis({ of: 1 }) },
  forward: {
    composite: ([key, logits], { axis }) =>
      argmax(add(logits, gumbel(expectTensor("categorical: its key", key, "i32", [2]), logits.shape)), axis),
  },
  check: (_attributes, [key, ...parameters]) => {
    checkKey("categorical", key);
    checkParameters("categorical", parameters);
  },
  takes: "key, logits, axis?",
  call:
    (apply) =>
    <S extends Shape, const Axis extends number = -1>(
      key: Key,
      logits: Tensor<S>,
      axis?: Axis & AxesCheck<"categorical", S, Axis>,
    ): Tensor<Reduce<S, Axis, false>, "i32"> =>
      apply([key, logits], { axis: normalizeAxis("categorical", axis ?? -1, logits.shape.length) }),
});
