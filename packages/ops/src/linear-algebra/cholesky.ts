/** The Cholesky factor. */
import { makeOp, type DType, type Shape, type Tensor } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { matmul } from "../linear/matmul.ts";
import { mapMatrices } from "./batches.ts";
import type { SquareCheck } from "./matrix-types.ts";
import { choleskyFactor } from "./numeric/cholesky-factor.ts";
import { requireSquare } from "./operands.ts";
import { transposed } from "./transposed.ts";
import { triangularSolve } from "./triangular-solve.ts";
import { weighTriangles } from "./weigh-triangles.ts";

/**
 * The lower triangular L, with a positive diagonal, of `a = L transpose(L)`: of symmetric positive definite matrices
 * `[..., n, n]`. Only the lower triangle of `a` is read; the gradient is symmetric, as PyTorch's `linalg.cholesky`.
 *
 * Computed in double precision. Source of the gradient: Murray 2016, "Differentiation of the Cholesky decomposition".
 *
 * @throws RensaError `SHAPE_MISMATCH` where a matrix is not square, `RANK_MISMATCH`, `DTYPE_MISMATCH`; at run time
 * `HOST_OP_FAILED` where one is not positive definite (or has a NaN).
 *
 * @example
 * ```ts
 * import { cholesky } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ covariance: f32(3, 3) }, ({ covariance }) => cholesky(covariance));
 * const program = await compile(traced);
 * const { data } = program.run({ covariance: [[4, 1, 0], [1, 3, 1], [0, 1, 2]] });
 * console.log(data); // Float32Array [2, 0, 0, 0.5, 1.6583..., 0, 0, 0.6030..., 1.2792...]
 * ```
 */
export const cholesky = makeOp({
  name: "cholesky",
  inputs: ["a"],
  forward: {
    host: {
      types: ([a]) => [a],
      run: ([a], outputs) => mapMatrices([a], outputs, (matrix) => [choleskyFactor(matrix).values]),
    },
  },
  vjp: ({ output, gradient }) => [
    () => {
      // With phi the lower triangle, its diagonal halved: symmetric part of transpose(L)^-1 phi(transpose(L) gradient) L^-1.
      const inner = weighTriangles(matmul(output, gradient, { transposeA: true }), {
        diagonal: 0.5,
        above: 0,
      });
      const symmetric = mul(add(inner, transposed(inner)), 0.5);
      const left = triangularSolve(output, symmetric, { transpose: true });
      return triangularSolve(output, transposed(left), { transpose: true });
    },
  ],
  check: (_attributes, inputs) => requireSquare("cholesky", inputs),
  takes: "a",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(a: Tensor<S, D> & SquareCheck<"cholesky", S>): Tensor<S, D> =>
      apply([a]),
});
