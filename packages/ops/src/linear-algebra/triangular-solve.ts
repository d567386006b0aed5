/** Systems with a triangular matrix. */
import { makeOp, type DType, type Shape, type Tensor, type VjpThunks } from "@rensa/core";
import { neg } from "../arithmetic/neg.ts";
import { matmul } from "../linear/matmul.ts";
import { mapMatrices } from "./batches.ts";
import type { Solution, SolutionCheck, SquareCheck } from "./matrix-types.ts";
import { substitute } from "./numeric/triangular.ts";
import { requireSquare, solutionShape } from "./operands.ts";
import { withColumns } from "./with-columns.ts";
import { weighTriangles } from "./weigh-triangles.ts";

/** How {@link triangularSolve} reads its matrix. */
export interface TriangularOptions {
  /** The lower triangle is read, else the upper one. Default: true. */
  readonly lower?: boolean;
  /** Solves with the transposed triangle. Default: false. */
  readonly transpose?: boolean;
  /** Takes the diagonal to be ones, whatever is there. Default: false. */
  readonly unitDiagonal?: boolean;
}

/**
 * The solution x of `a x = b` with a triangular matrix `a` of shape `[..., n, n]` and `b` of shape `[..., n, k]`, or `[n]`,
 * a vector; the axes before broadcast. What lies beyond the triangle is not read. A zero on the diagonal divides by zero,
 * as PyTorch's `linalg.solve_triangular`. Computed in double precision.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { triangularSolve } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(3, 3), b: f32(3, 2) }, ({ a, b }) => triangularSolve(a, b, { lower: false }));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [[2, 0, 0], [1, 1, 0], [0, 3, 4]], b: [[2, 4], [3, 1], [8, 4]] });
 * console.log(data); // Float32Array [1, 2, 3, 1, 2, 1]
 * ```
 */
export const triangularSolve = makeOp({
  name: "triangular_solve",
  inputs: ["a", "b"],
  attributes: { lower: true, transpose: false, unitDiagonal: false },
  forward: {
    host: {
      types: ([a, b]) => [{ shape: solutionShape("triangularSolve", a.shape, b.shape), dtype: a.dtype }],
      run: ([a, b], outputs, triangle) =>
        mapMatrices([a, b], outputs, (matrix, right) => [substitute(matrix, right, triangle).values]),
    },
  },
  vjp: ({ inputs: [a], output, gradient }, { lower, transpose, unitDiagonal }): VjpThunks => {
    const right = () => triangularSolve(a, gradient, { lower, transpose: !transpose, unitDiagonal });
    return [
      () => {
        const [left, other] = transpose ? [output, right()] : [right(), output];
        const product = neg(matmul(left, other, { transposeB: true }));
        const weights = { below: lower ? 1 : 0, diagonal: unitDiagonal ? 0 : 1, above: lower ? 0 : 1 };
        return weighTriangles(product, weights);
      },
      right,
    ];
  },
  check: (_attributes, inputs) => requireSquare("triangularSolve", inputs),
  takes: "a, b, options?",
  call:
    (apply) =>
    <A extends Shape, B extends Shape, D extends DType>(
      a: Tensor<A, D> & SquareCheck<"triangularSolve", A>,
      b: Tensor<B, D> & SolutionCheck<"triangularSolve", A, B>,
      options: TriangularOptions = {},
    ): Tensor<Solution<A, B>, D> =>
      // A vector is solved as a matrix of one column: its shape is said by hand.
      withColumns(b, (right) => apply([a, right], { ...options })) as Tensor<Solution<A, B>, D>,
});
