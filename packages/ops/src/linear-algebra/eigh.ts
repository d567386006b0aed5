/** Eigenvalues of symmetric matrices. */
import { makeOp, type DType, type Shape, type Tensor, type VjpThunks } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { matmul } from "../linear/matmul.ts";
import { mapMatrices } from "./batches.ts";
import { eachColumn } from "./each-matrix.ts";
import type { SquareCheck, WithoutLast } from "./matrix-types.ts";
import { symmetricEigen } from "./numeric/symmetric-eigen.ts";
import { requireSquare } from "./operands.ts";
import { gapsOf, quotientByGap } from "./quotient-by-gap.ts";
import { transposed } from "./transposed.ts";

/**
 * The eigenvalues `[..., n]` of symmetric matrices `[..., n, n]`, ascending, and their eigenvectors `[..., n, n]`, as columns:
 * `a = vectors diag(values) transpose(vectors)`. As PyTorch's `linalg.eigh`: only the lower triangle of `a` is read, and the
 * gradient is symmetric. Signs are fixed: the entry of largest magnitude of each vector is positive (the first of those
 * that are equal). Computed in double precision, by QL steps.
 *
 * A loss should not depend on the signs of vectors. Where eigenvalues are equal, the gradient of values is that of some
 * choice of vectors, and that of vectors is not finite. Source: Giles 2008, "Collected matrix derivative results", 3.1.
 *
 * @throws RensaError `SHAPE_MISMATCH` where a matrix is not square, `RANK_MISMATCH`, `DTYPE_MISMATCH`; at run time
 * `HOST_OP_FAILED` where one is not finite.
 *
 * @example
 * ```ts
 * import { eigh } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ covariance: f32(3, 3) }, ({ covariance }) => eigh(covariance).values);
 * const program = await compile(traced);
 * console.log(program.run({ covariance: [[2, 1, 0], [1, 2, 0], [0, 0, 5]] }).data); // Float32Array [1, 3, 5]
 * ```
 */
export const eigh = makeOp({
  name: "eigh",
  inputs: ["a"],
  forward: {
    host: {
      types: ([a]) => [{ shape: a.shape.slice(0, -1), dtype: a.dtype }, a],
      run: ([a], outputs) =>
        mapMatrices([a], outputs, (matrix) => {
          const { values, vectors } = symmetricEigen(matrix);
          return [values, vectors.transposed().values];
        }),
    },
  },
  vjp: ({ outputs, gradients }): VjpThunks => [
    () => {
      // vectors (diag(gradient of values) + skew part of (transpose(vectors) gradient of vectors) / gaps) transpose(vectors).
      const [values, vectors] = outputs as readonly [Tensor, Tensor];
      const [ofValues, ofVectors] = gradients as readonly [Tensor, Tensor];
      const turned = matmul(vectors, ofVectors, { transposeA: true });
      const skew = mul(sub(turned, transposed(turned)), 0.5);
      const mixed = matmul(vectors, quotientByGap(skew, gapsOf(values)));
      return matmul(add(mixed, mul(vectors, eachColumn(ofValues))), vectors, { transposeB: true });
    },
  ],
  check: (_attributes, inputs) => requireSquare("eigh", inputs),
  takes: "a",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      a: Tensor<S, D> & SquareCheck<"eigh", S>,
    ): { readonly values: Tensor<WithoutLast<S>, D>; readonly vectors: Tensor<S, D> } => {
      const [values, vectors] = apply.all<readonly [Tensor<WithoutLast<S>, D>, Tensor<S, D>]>([a]);
      return { values, vectors };
    },
});
