/** Maps that are linear in each of two vectors. */
import { broadcastShapes, makeOp, formatShape, RensaError, type DType, type Shape, type Tensor } from "@rensa/core";
import { einsum } from "./einsum.ts";
import type { Bilinear } from "./product-types.ts";

/**
 * For the vectors in the last axes of `a` and `b` the numbers `a W b` of each matrix of `weights`
 * `[out, lengthOfA, lengthOfB]`: `y[..., o]` is the sum of `a[..., i] * weights[o, i, j] * b[..., j]`. The axes before
 * broadcast. As PyTorch's `bilinear` without a bias (add one to the result).
 *
 * @throws RensaError `RANK_MISMATCH` for weights without three axes or a scalar, `SHAPE_MISMATCH` where lengths differ,
 *   `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { bilinear } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(8, 3), b: f32(8, 4), w: f32(5, 3, 4) }, ({ a, b, w }) => bilinear(a, b, w));
 * console.log(traced.result); // { shape: [8, 5], dtype: "f32" }
 * ```
 */
export const bilinear = makeOp({
  name: "bilinear",
  inputs: ["a", "b", "weights"],
  forward: {
    composite: ([a, b, weights]) => einsum("...i,...j,oij->...o", a, b, weights),
  },
  check: (_attributes, inputs) => {
    const [a = [], b = [], weights = []] = inputs.map(({ shape }) => shape);
    if (a.length < 1 || b.length < 1 || weights.length !== 3) {
      throw new RensaError(
        "RANK_MISMATCH",
        `bilinear: ${formatShape(a)}, ${formatShape(b)} and ${formatShape(weights)} are not vectors and weights; give at least 1 axis, 1, and 3.`,
      );
    }
    if (a.at(-1) !== weights[1] || b.at(-1) !== weights[2]) {
      throw new RensaError(
        "SHAPE_MISMATCH",
        `bilinear: weights ${formatShape(weights)} take vectors of ${String(weights[1])} and ${String(weights[2])}, not the last axes of ${formatShape(a)} and ${formatShape(b)}; give weights [out, ${String(a.at(-1))}, ${String(b.at(-1))}].`,
      );
    }
    broadcastShapes("bilinear", a.slice(0, -1), b.slice(0, -1));
  },
  takes: "a, b, weights",
  call:
    (apply) =>
    <A extends Shape, B extends Shape, W extends Shape, D extends DType>(
      a: Tensor<A, D>,
      b: Tensor<B, D>,
      weights: Tensor<W, D>,
    ): Tensor<Bilinear<A, W>, D> =>
      apply([a, b, weights]),
});
