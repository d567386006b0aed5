/** LU factorization. */
import { makeOp, type DType, type Shape, type Tensor, type VjpThunks } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { sub } from "../arithmetic/sub.ts";
import { matmul } from "../linear/matmul.ts";
import { concat } from "../shape/concat.ts";
import { mapMatrices } from "./batches.ts";
import { columnsOf, rowsOf } from "./columns-of.ts";
import type { BatchOf, LeftFactor, RightFactor } from "./matrix-types.ts";
import { lowerUpper, type LowerUpper } from "./numeric/lower-upper.ts";
import { Matrix } from "./numeric/matrix.ts";
import { requireMatrices } from "./operands.ts";
import { transposed } from "./transposed.ts";
import { triangularSolve } from "./triangular-solve.ts";
import { weighTriangles } from "./weigh-triangles.ts";

/**
 * What {@link lu} returns, with k the smaller of m and n: a permutation matrix `[..., m, m]`, which has no gradient, a lower
 * triangular `[..., m, k]` with ones on the diagonal, and an upper triangular `[..., k, n]`.
 */
export type LowerUpperTensors<S extends Shape, D extends DType> = {
  readonly p: Tensor<readonly [...BatchOf<S>, number, number], D>;
  readonly l: Tensor<LeftFactor<S>, D>;
  readonly u: Tensor<RightFactor<S>, D>;
};

/**
 * The factors of `a = p l u` of matrices `[..., m, n]`, with k the smaller of m and n, as three matrices that can be
 * multiplied, like PyTorch's `linalg.lu`. The pivot is the entry of largest magnitude of its column, the first of those that
 * are equal. Singular matrices have factors, but no finite gradient. Computed in double precision.
 *
 * @throws RensaError `RANK_MISMATCH`, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { lu } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(3, 3) }, ({ a }) => lu(a));
 * console.log(traced.result); // { p: { shape: [3, 3], dtype: "f32" }, l: { shape: [3, 3], dtype: "f32" }, u: { shape: [3, 3], dtype: "f32" } }
 * ```
 */
export const lu = makeOp({
  name: "lu",
  inputs: ["a"],
  forward: {
    host: {
      types: ([{ shape, dtype }]) => {
        const [rows = 1, columns = 1] = shape.slice(-2);
        const [batch, size] = [shape.slice(0, -2), Math.min(rows, columns)];
        return [
          { shape: [...batch, rows, rows], dtype },
          { shape: [...batch, rows, size], dtype },
          { shape: [...batch, size, columns], dtype },
        ];
      },
      run: ([a], outputs) =>
        mapMatrices([a], outputs, (matrix) => unpacked(lowerUpper(matrix)).map(({ values }) => values)),
    },
  },
  vjp: ({ outputs, gradients }): VjpThunks => [
    () => {
      const [p, l, u] = outputs as readonly [Tensor, Tensor, Tensor];
      const [, ofL, ofU] = gradients as readonly [Tensor, Tensor, Tensor];
      return matmul(p, ofPermuted(l, u, ofL, ofU));
    },
  ],
  check: (_attributes, inputs) => requireMatrices("lu", inputs),
  takes: "a",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(a: Tensor<S, D>): LowerUpperTensors<S, D> => {
      const [p, l, u] = apply.all([a]);
      return {
        p: p as LowerUpperTensors<S, D>["p"],
        l: l as LowerUpperTensors<S, D>["l"],
        u: u as LowerUpperTensors<S, D>["u"],
      };
    },
});

function unpacked({ packed, order }: LowerUpper): readonly Matrix[] {
  const size = Math.min(packed.rows, packed.columns);
  const p = new Matrix(packed.rows, packed.rows);
  order.forEach((row, at) => p.set(row, at, 1));
  const l = Matrix.identity(packed.rows, size);
  const u = new Matrix(size, packed.columns);
  for (let row = 0; row < packed.rows; row++) {
    for (let column = 0; column < packed.columns; column++) {
      (row > column ? l : u).set(row, column, packed.get(row, column));
    }
  }
  return [p, l, u];
}

/**
 * The gradient by `l u`. With the square parts `l1` and `u1` of the factors it is, there,
 * `l1^-T (strictlyLower(l1^T ofL1 - ofU2 u2^T) + upper(ofU1 u1^T - l2^T ofL2)) u1^-T`; `l1^-T ofU2` in the columns beside, and
 * `ofL2 u1^-T` in the rows below.
 */
function ofPermuted(l: Tensor, u: Tensor, ofL: Tensor, ofU: Tensor): Tensor {
  const size = l.shape.at(-1) ?? 0;
  const [wide, tall] = [(u.shape.at(-1) ?? 0) > size, (l.shape.at(-2) ?? 0) > size];
  const [l1, ofL1, u1, ofU1] = [
    rowsOf(l, 0, size),
    rowsOf(ofL, 0, size),
    columnsOf(u, 0, size),
    columnsOf(ofU, 0, size),
  ];
  const [l2, ofL2, u2, ofU2] = [rowsOf(l, size), rowsOf(ofL, size), columnsOf(u, size), columnsOf(ofU, size)];
  const below = matmul(l1, ofL1, { transposeA: true });
  const above = matmul(ofU1, u1, { transposeB: true });
  const lower = wide ? sub(below, matmul(ofU2, u2, { transposeB: true })) : below;
  const upper = tall ? sub(above, matmul(l2, ofL2, { transposeA: true })) : above;
  const inner = add(weighTriangles(lower, { diagonal: 0, above: 0 }), weighTriangles(upper, { below: 0 }));
  const byLower = (x: Tensor) => triangularSolve(l1, x, { transpose: true, unitDiagonal: true });
  const byUpper = (x: Tensor) => transposed(triangularSolve(u1, transposed(x), { lower: false }));
  const square = byLower(byUpper(inner));
  if (wide) return concat([square, byLower(ofU2)], -1);
  return tall ? concat([square, byUpper(ofL2)], -2) : square;
}
