/** Least squares. */
import { makeOp, formatShape, RensaError, type DType, type Shape, type Tensor } from "@rensa/core";
import { matmul } from "../linear/matmul.ts";
import type { Solution, SolutionCheck } from "./matrix-types.ts";
import { requireMatrices, solutionShape } from "./operands.ts";
import { qr } from "./qr.ts";
import { triangularSolve } from "./triangular-solve.ts";
import { withColumns } from "./with-columns.ts";

/**
 * The x that minimizes the sum of squares of `a x - b`, for matrices `a` of shape `[..., m, n]` with independent columns (so
 * `m >= n`) and `b` of shape `[..., m, k]`, or `[m]`, a vector; the axes before broadcast. By QR factorization, as PyTorch's
 * `linalg.lstsq(a, b).solution`. Where columns are dependent, the result is not finite or has no meaning: use `pinv` there, and
 * for wide matrices.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { leastSquares } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(4, 2), b: f32(4) }, ({ a, b }) => leastSquares(a, b));
 * const program = await compile(traced);
 * console.log(program.run({ a: [[1, 0], [1, 1], [1, 2], [1, 3]], b: [1, 3, 5, 7] }).data); // Float32Array [1, 2]
 * ```
 */
export const leastSquares = makeOp({
  name: "least_squares",
  inputs: ["a", "b"],
  forward: {
    composite: ([a, b]) => {
      const { q, r } = qr(a);
      return triangularSolve(r, matmul(q, b, { transposeA: true }), { lower: false });
    },
  },
  check: (_attributes, inputs) => {
    requireMatrices("leastSquares", inputs);
    const [a = [], b = []] = inputs.map(({ shape }) => shape);
    solutionShape("leastSquares", a, b);
    const [rows = 1, columns = 1] = a.slice(-2);
    if (rows < columns) {
      throw new RensaError(
        "SHAPE_MISMATCH",
        `leastSquares: ${formatShape(a)} has fewer rows than columns, so there are many solutions; multiply by pinv for the smallest.`,
      );
    }
  },
  takes: "a, b",
  call:
    (apply) =>
    <A extends Shape, B extends Shape, D extends DType>(
      a: Tensor<A, D>,
      b: Tensor<B, D> & SolutionCheck<"leastSquares", A, B>,
    ): Tensor<Solution<A, B>, D> =>
      // A vector is solved as a matrix of one column: its shape is said by hand.
      withColumns(b, (right) => apply([a, right])) as Tensor<Solution<A, B>, D>,
});
