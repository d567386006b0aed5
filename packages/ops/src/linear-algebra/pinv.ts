/** Pseudoinverses. */
import {
  makeOp,
  type DType,
  type HostTensor,
  nullable,
  number,
  RensaError,
  type Shape,
  type Tensor,
} from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { sub } from "../arithmetic/sub.ts";
import { matmul } from "../linear/matmul.ts";
import { mapMatrices } from "./batches.ts";
import type { TransposedMatrix } from "./matrix-types.ts";
import type { Matrix } from "./numeric/matrix.ts";
import { singularTriples } from "./numeric/singular-values.ts";
import { requireMatrices } from "./operands.ts";

/**
 * The Moore-Penrose pseudoinverse `[..., n, m]` of matrices `[..., m, n]`: the singular values are inverted, those up to
 * `relativeTolerance` times the largest are left out. Default: the larger of m and n times the precision of the dtype, as
 * PyTorch's `linalg.pinv`. Computed in double precision. The gradient holds where the rank does not change.
 *
 * Source of the gradient: Golub and Pereyra 1973, "The differentiation of pseudo-inverses and nonlinear least squares problems
 * whose variables separate".
 *
 * @throws RensaError `RANK_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID` for a negative tolerance; at run time
 * `HOST_OP_FAILED` where a matrix is not finite.
 *
 * @example
 * ```ts
 * import { pinv } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(5, 3) }, ({ a }) => pinv(a));
 * console.log(traced.result); // { shape: [3, 5], dtype: "f32" }
 * ```
 */
export const pinv = makeOp({
  name: "pinv",
  inputs: ["a"],
  attributes: { relativeTolerance: nullable(number(0, { minimum: 0 })) },
  forward: {
    host: {
      types: ([{ shape, dtype }]) => {
        const [rows = 1, columns = 1] = shape.slice(-2);
        return [{ shape: [...shape.slice(0, -2), columns, rows], dtype }];
      },
      run: ([a], outputs, { relativeTolerance }) =>
        mapMatrices([a], outputs, (matrix) => [pseudoinverse(matrix, relativeTolerance ?? defaultTolerance(a)).values]),
    },
  },
  vjp: ({ inputs: [a], output, gradient }) => [
    () => {
      // With P the pseudoinverse and g its gradient:
      // -P^T g P^T + (I - a P) g^T P P^T + P^T P g^T (I - P a).
      const alongBoth = matmul(matmul(output, gradient, { transposeA: true }), output, {
        transposeB: true,
      });
      const left = matmul(matmul(gradient, output, { transposeA: true }), output, {
        transposeB: true,
      });
      const right = matmul(matmul(output, output, { transposeA: true }), gradient, {
        transposeB: true,
      });
      const outsideLeft = sub(left, matmul(a, matmul(output, left)));
      const outsideRight = sub(right, matmul(matmul(right, output), a));
      return sub(add(outsideLeft, outsideRight), alongBoth);
    },
  ],
  check: ({ relativeTolerance }, inputs) => {
    requireMatrices("pinv", inputs);
    if (relativeTolerance !== null && !(relativeTolerance >= 0)) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `pinv: relativeTolerance ${String(relativeTolerance)} is not a tolerance; give a number that is not negative.`,
      );
    }
  },
  takes: "a, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      a: Tensor<S, D>,
      options: { readonly relativeTolerance?: number } = {},
    ): Tensor<TransposedMatrix<S>, D> =>
      apply([a], { ...options }),
});

function defaultTolerance({ shape, data }: HostTensor): number {
  // By the data, not the dtype: f32 is computed in doubles where a program asks for float64.
  const precision = data instanceof Float32Array ? 2 ** -23 : Number.EPSILON;
  return Math.max(...shape.slice(-2)) * precision;
}

function pseudoinverse(a: Matrix, relativeTolerance: number): Matrix {
  const { left, values, right } = singularTriples(a);
  const cutoff = relativeTolerance * (values[0] ?? 0);
  values.forEach((value, row) => right.scaleRow(row, value > cutoff ? 1 / value : 0));
  return right.transposed().times(left);
}
