/** A composite op: rows over their root mean square (Zhang and Sennrich 2019). Its derivative is that of its parts. */
import { defineOp, type DType, type Shape, type Tensor } from "@rensa/core";
import { add, div, mean, sqrt, square } from "@rensa/ops";

/** x / sqrt(mean of x^2 along the last axis + epsilon). */
export const loudnessNorm = defineOp({
  name: "loudness_norm",
  attributes: { epsilon: 1e-6 },
  forward: { composite: ([x], { epsilon }) => div(x, sqrt(add(mean(square(x), -1, { keepDims: true }), epsilon))) },
  call:
    (apply) =>
    <S extends Shape, D extends DType>(x: Tensor<S, D>, options?: { readonly epsilon?: number }): Tensor<S, D> =>
      apply([x], options),
});
