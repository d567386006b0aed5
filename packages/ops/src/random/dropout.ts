/** Dropout. */
import { expectTensor, makeOp, number, RensaError, type DType, type Shape, type Tensor } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { where } from "../comparison/where.ts";
import { bernoulli } from "./bernoulli.ts";
import { checkKey } from "./key.ts";

/**
 * Each element is dropped (0) with probability `rate`, and divided by `1 - rate` otherwise, so that the mean stays (Srivastava et al. 2014).
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 * @throws RensaError `SHAPE_MISMATCH` or `DTYPE_MISMATCH` for a key that is not two i32.
 *
 * @example
 * ```ts
 * import { dropout } from "@rensa/ops";
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(8), key: i32(2) }, ({ x, key }) => dropout(x, key, 0.5));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [1, 2, 3, 4, 5, 6, 7, 8], key: [0, 7] });
 * console.log(data); // Float32Array [0, 4, 0, 0, 0, 12, 14, 0]
 * ```
 */
export const dropout = makeOp({
  name: "dropout",
  inputs: ["x", "key"],
  attributes: { rate: number(0.5, { minimum: 0, below: 1 }) },
  forward: {
    composite: ([x, key], { rate }) =>
      where(bernoulli(expectTensor("dropout: its key", key, "i32", [2]), x.shape, 1 - rate), div(x, 1 - rate), 0),
  },
  check: ({ rate }, [, key]) => {
    checkKey("dropout", key);
    if (!(rate >= 0 && rate < 1))
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `dropout: the rate ${String(rate)} is out of range; give a number from 0 to below 1.`,
      );
  },
  takes: "x, key, rate?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(x: Tensor<S, D>, key: Tensor<readonly [2], "i32">, rate = 0.5): Tensor<S, D> =>
      apply([x, key], { rate }),
});
