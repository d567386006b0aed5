/** Systems whose matrix is given by its Cholesky factor. */
import { makeOp, type DType, type Shape, type Tensor } from "@rensa/core";
import type { Solution, SolutionCheck, SquareCheck } from "./matrix-types.ts";
import { requireSquare } from "./operands.ts";
import { triangularSolve } from "./triangular-solve.ts";
import { withColumns } from "./with-columns.ts";

/**
 * The solution x of `L transpose(L) x = b`, with the lower triangular `factor` L `[..., n, n]` that `cholesky` returns, and
 * `b` of shape `[..., n, k]`, or `[n]`, a vector. As PyTorch's `cholesky_solve(b, factor)`.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { cholesky, choleskySolve } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(3, 3), b: f32(3) }, ({ a, b }) => choleskySolve(cholesky(a), b));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [[4, 1, 0], [1, 3, 1], [0, 1, 2]], b: [1, 2, 3] });
 * console.log(data); // Float32Array [0.2222..., 0.1111..., 1.4444...]
 * ```
 */
export const choleskySolve = makeOp({
  name: "cholesky_solve",
  inputs: ["factor", "b"],
  forward: {
    composite: ([factor, b]) => triangularSolve(factor, triangularSolve(factor, b), { transpose: true }),
  },
  check: (_attributes, inputs) => requireSquare("choleskySolve", inputs),
  takes: "factor, b",
  call:
    (apply) =>
    <A extends Shape, B extends Shape, D extends DType>(
      factor: Tensor<A, D> & SquareCheck<"choleskySolve", A>,
      b: Tensor<B, D> & SolutionCheck<"choleskySolve", A, B>,
    ): Tensor<Solution<A, B>, D> =>
      // A vector is solved as a matrix of one column: its shape is said by hand.
      withColumns(b, (right) => apply([factor, right])) as Tensor<Solution<A, B>, D>,
});
