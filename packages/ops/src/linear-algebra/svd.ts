/** Singular value decomposition. */
import { makeOp, type DType, type Shape, type Tensor, type VjpThunks } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { square } from "../arithmetic/square.ts";
import { matmul } from "../linear/matmul.ts";
import { mapMatrices } from "./batches.ts";
import { eachColumn } from "./each-matrix.ts";
import type { BatchOf, LeftFactor, TransposedMatrix } from "./matrix-types.ts";
import { singularTriples } from "./numeric/singular-values.ts";
import { requireMatrices } from "./operands.ts";
import { gapsOf, quotientByGap } from "./quotient-by-gap.ts";
import { transposed } from "./transposed.ts";

/**
 * What {@link svd} returns, with k the smaller of m and n: the left singular vectors as columns, `[..., m, k]`, the singular
 * values `[..., k]`, descending, and the right singular vectors as columns, `[..., n, k]`.
 */
export type SingularTensors<S extends Shape, D extends DType> = {
  readonly u: Tensor<LeftFactor<S>, D>;
  readonly s: Tensor<readonly [...BatchOf<S>, number], D>;
  readonly v: Tensor<LeftFactor<TransposedMatrix<S>>, D>;
};

/**
 * The thin factors of `a = u diag(s) transpose(v)` of matrices `[..., m, n]`. As PyTorch's `linalg.svd` with
 * `full_matrices=False`, which returns `v` transposed. Signs are fixed: the entry of largest magnitude of each column of `u`
 * is positive (the first of those that are equal). Computed in double precision, by one-sided Jacobi rotations.
 *
 * A loss should not depend on the signs of vectors. Where singular values are equal (or zero), the gradient of values is
 * that of some choice of vectors, and that of vectors is not finite. Source: Townsend 2016, "Differentiating the singular
 * value decomposition".
 *
 * @throws RensaError `RANK_MISMATCH`, `DTYPE_MISMATCH`; at run time `HOST_OP_FAILED` where a matrix is not finite.
 *
 * @example
 * ```ts
 * import { svd } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(3, 2) }, ({ a }) => svd(a).s);
 * const program = await compile(traced);
 * console.log(program.run({ a: [[3, 0], [0, 2], [0, 0]] }).data); // Float32Array [3, 2]
 * ```
 */
export const svd = makeOp({
  name: "svd",
  inputs: ["a"],
  forward: {
    host: {
      types: ([{ shape, dtype }]) => {
        const [rows = 1, columns = 1] = shape.slice(-2);
        const [batch, size] = [shape.slice(0, -2), Math.min(rows, columns)];
        return [
          { shape: [...batch, rows, size], dtype },
          { shape: [...batch, size], dtype },
          { shape: [...batch, columns, size], dtype },
        ];
      },
      run: ([a], outputs) =>
        mapMatrices([a], outputs, (matrix) => {
          const { left, values, right } = singularTriples(matrix);
          return [left.transposed().values, values, right.transposed().values];
        }),
    },
  },
  vjp: ({ outputs, gradients }): VjpThunks => [
    () => {
      const [u, s, v] = outputs as readonly [Tensor, Tensor, Tensor];
      const [ofU, ofS, ofV] = gradients as readonly [Tensor, Tensor, Tensor];
      const gaps = gapsOf(square(s));
      // What turns u, with what changes the values, and what turns v.
      const left = add(turned(u, ofU, s, gaps), mul(u, eachColumn(ofS)));
      const right = turned(v, ofV, s, gaps);
      return add(matmul(left, v, { transposeB: true }), matmul(u, right, { transposeB: true }));
    },
  ],
  check: (_attributes, inputs) => requireMatrices("svd", inputs),
  takes: "a",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(a: Tensor<S, D>): SingularTensors<S, D> => {
      const [u, s, v] = apply.all([a]);
      return {
        u: u as SingularTensors<S, D>["u"],
        s: s as SingularTensors<S, D>["s"],
        v: v as SingularTensors<S, D>["v"],
      };
    },
});

/**
 * `vectors (skew / gaps) diag(s) + outside / s`, where skew is `transpose(vectors) gradient` minus its transpose, and outside
 * is what of the gradient lies outside the span of the vectors.
 */
function turned(vectors: Tensor, gradient: Tensor, s: Tensor, gaps: Tensor): Tensor {
  const inner = matmul(vectors, gradient, { transposeA: true });
  const mixing = quotientByGap(sub(inner, transposed(inner)), gaps);
  const inside = mul(matmul(vectors, mixing), eachColumn(s));
  if (vectors.shape.at(-2) === vectors.shape.at(-1)) return inside;
  const outside = sub(gradient, matmul(vectors, inner));
  return add(inside, quotientByGap(outside, eachColumn(s)));
}
