/** Systems of linear equations. */
import { makeOp, type DType, type Shape, type Tensor, type VjpThunks } from "@rensa/core";
import { neg } from "../arithmetic/neg.ts";
import { matmul } from "../linear/matmul.ts";
import { mapMatrices } from "./batches.ts";
import type { Solution, SolutionCheck, SquareCheck } from "./matrix-types.ts";
import { solveSquare } from "./numeric/lower-upper.ts";
import { requireSquare, solutionShape } from "./operands.ts";
import { withColumns } from "./with-columns.ts";

/**
 * The solution x of `a x = b` (of `transpose(a) x = b` with `transpose`), where `a` is `[..., n, n]` and `b` is `[..., n, k]`,
 * or `[n]`, a vector; the axes before broadcast. As PyTorch's `linalg.solve`, but that more axes than one always end in
 * a matrix. Computed in double precision, by LU factorization with partial pivoting.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`; at run time `HOST_OP_FAILED` where a matrix is
 * singular: where a pivot is exactly 0.
 *
 * @example
 * ```ts
 * import { solve } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(3, 3), b: f32(3) }, ({ a, b }) => solve(a, b));
 * const program = await compile(traced);
 * console.log(program.run({ a: [[4, 1, 0], [1, 3, 1], [0, 1, 2]], b: [5, 5, 3] }).data); // Float32Array [1, 1, 1]
 * ```
 */
export const solve = makeOp({
  name: "solve",
  inputs: ["a", "b"],
  attributes: { transpose: false },
  forward: {
    host: {
      types: ([a, b]) => [{ shape: solutionShape("solve", a.shape, b.shape), dtype: a.dtype }],
      run: ([a, b], outputs, { transpose }) =>
        mapMatrices([a, b], outputs, (matrix, right) => [solveSquare(matrix, right, transpose).values]),
    },
  },
  vjp: ({ inputs: [a], output, gradient }, { transpose }): VjpThunks => {
    const right = () => solve(a, gradient, { transpose: !transpose });
    return [
      () => {
        const [left, other] = transpose ? [output, right()] : [right(), output];
        return neg(matmul(left, other, { transposeB: true }));
      },
      right,
    ];
  },
  check: (_attributes, inputs) => requireSquare("solve", inputs),
  takes: "a, b, options?",
  call:
    (apply) =>
    <A extends Shape, B extends Shape, D extends DType>(
      a: Tensor<A, D> & SquareCheck<"solve", A>,
      b: Tensor<B, D> & SolutionCheck<"solve", A, B>,
      options: { readonly transpose?: boolean } = {},
    ): Tensor<Solution<A, B>, D> =>
      // A vector is solved as a matrix of one column: its shape is said by hand.
      withColumns(b, (right) => apply([a, right], { ...options })) as Tensor<Solution<A, B>, D>,
});
