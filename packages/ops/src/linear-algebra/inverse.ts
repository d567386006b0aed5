/** Inverse matrices. */
import { makeOp, type DType, type Shape, type Tensor } from "@rensa/core";
import { neg } from "../arithmetic/neg.ts";
import { matmul } from "../linear/matmul.ts";
import { mapMatrices } from "./batches.ts";
import type { SquareCheck } from "./matrix-types.ts";
import { solveSquare } from "./numeric/lower-upper.ts";
import { Matrix } from "./numeric/matrix.ts";
import { requireSquare } from "./operands.ts";

/**
 * The inverse of matrices `[..., n, n]`, in double precision, by LU factorization; as PyTorch's `linalg.inv`. To solve a
 * system, `solve` is faster and more precise.
 *
 * @throws RensaError `SHAPE_MISMATCH` where a matrix is not square, `RANK_MISMATCH`, `DTYPE_MISMATCH`; at run time
 * `HOST_OP_FAILED` where one is singular: where a pivot is exactly 0.
 *
 * @example
 * ```ts
 * import { inverse } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(3, 3) }, ({ a }) => inverse(a));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [[2, 0, 0], [0, 4, 0], [1, 0, 1]] });
 * console.log(data); // Float32Array [0.5, 0, 0, 0, 0.25, 0, -0.5, 0, 1]
 * ```
 */
export const inverse = makeOp({
  name: "inverse",
  inputs: ["a"],
  forward: {
    host: {
      types: ([a]) => [a],
      run: ([a], outputs) =>
        mapMatrices([a], outputs, (matrix) => [solveSquare(matrix, Matrix.identity(matrix.rows)).values]),
    },
  },
  vjp: ({ output, gradient }) => [() => inverseVjp(output, gradient)],
  check: (_attributes, inputs) => requireSquare("inverse", inputs),
  takes: "a",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(a: Tensor<S, D> & SquareCheck<"inverse", S>): Tensor<S, D> =>
      apply([a]),
});

/** The cotangent of matrices, by their inverses and the cotangent of these. */
export function inverseVjp(inverted: Tensor, gradient: Tensor): Tensor {
  const left = matmul(inverted, gradient, { transposeA: true });
  return neg(matmul(left, inverted, { transposeB: true }));
}
