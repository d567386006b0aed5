/** The product of a matrix and a vector. */
import { broadcastShapes, makeOp, formatShape, RensaError, type DType, type Shape, type Tensor } from "@rensa/core";
import { reshape } from "../shape/reshape.ts";
import { matmul } from "./matmul.ts";
import type { MatVec, MatVecCheck } from "./product-types.ts";

/**
 * The products of the matrices in the last two axes of `a` and the vectors in the last axis of `x`:
 * `y[...b, i]` is the sum of `a[...b, i, k] * x[...b, k]`; the axes before broadcast. Of one of each as PyTorch's `mv`.
 *
 * @throws RensaError `RANK_MISMATCH` for what is no matrix or no vector, `SHAPE_MISMATCH` where the vector has not as many
 *   elements as the matrix has columns, or batches do not broadcast, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { matvec } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), x: f32(3) }, ({ a, x }) => matvec(a, x));
 * const program = await compile(traced);
 * console.log(program.run({ a: [[1, 2, 3], [4, 5, 6]], x: [1, 0, -1] }).data); // Float32Array [-2, -2]
 * ```
 */
export const matvec = makeOp({
  name: "matvec",
  inputs: ["a", "x"],
  forward: {
    composite: ([a, x]) => {
      const product = matmul(a, reshape(x, [...x.shape, 1]));
      return reshape(product, product.shape.slice(0, -1));
    },
  },
  check: (_attributes, [a, x]) => {
    const [matrix, vector] = [a?.shape ?? [], x?.shape ?? []];
    if (matrix.length < 2 || vector.length < 1) {
      throw new RensaError(
        "RANK_MISMATCH",
        `matvec: ${formatShape(matrix)} and ${formatShape(vector)} are not a matrix and a vector; give at least 2 axes and 1.`,
      );
    }
    if (matrix.at(-1) !== vector.at(-1)) {
      throw new RensaError(
        "SHAPE_MISMATCH",
        `matvec: ${formatShape(matrix)} has ${String(matrix.at(-1))} columns and ${formatShape(vector)} vectors of ${String(vector.at(-1))}; the numbers must be equal.`,
      );
    }
    broadcastShapes("matvec", matrix.slice(0, -2), vector.slice(0, -1));
  },
  takes: "a, x",
  call:
    (apply) =>
    <A extends Shape, X extends Shape, D extends DType>(
      a: Tensor<A, D>,
      x: Tensor<X, D> & MatVecCheck<A, X>,
    ): Tensor<MatVec<A, X>, D> =>
      apply([a, x]),
});
