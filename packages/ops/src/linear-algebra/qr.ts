/** QR factorization. */
import { makeOp, type DType, type Shape, type Tensor, type VjpThunks } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { sub } from "../arithmetic/sub.ts";
import { matmul } from "../linear/matmul.ts";
import { concat } from "../shape/concat.ts";
import { columnsOf } from "./columns-of.ts";
import { mapMatrices } from "./batches.ts";
import type { LeftFactor, RightFactor } from "./matrix-types.ts";
import { orthogonalUpper } from "./numeric/orthogonal-upper.ts";
import { requireMatrices } from "./operands.ts";
import { transposed } from "./transposed.ts";
import { triangularSolve } from "./triangular-solve.ts";
import { weighTriangles } from "./weigh-triangles.ts";

/**
 * The reduced factors of `a = q r` of matrices `[..., m, n]`: `q` is `[..., m, k]` with orthonormal columns and `r` is
 * `[..., k, n]`, upper triangular, where k is the smaller of m and n. The diagonal of `r` is not negative, which makes the
 * factors unique where the first k columns are independent (PyTorch's `linalg.qr` leaves the signs open); elsewhere the
 * gradient is not finite. Computed in double precision, by Householder reflections.
 *
 * Source of the gradient: Seeger et al. 2017, "Auto-differentiating linear algebra"; Roberts and Roberts 2020, "QR and LQ
 * decomposition matrix backpropagation algorithms for square, wide, and deep matrices".
 *
 * @throws RensaError `RANK_MISMATCH`, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { qr } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(5, 3) }, ({ a }) => qr(a));
 * console.log(traced.result); // { q: { shape: [5, 3], dtype: "f32" }, r: { shape: [3, 3], dtype: "f32" } }
 * ```
 */
export const qr = makeOp({
  name: "qr",
  inputs: ["a"],
  forward: {
    host: {
      types: ([{ shape, dtype }]) => {
        const [rows = 1, columns = 1] = shape.slice(-2);
        const [batch, size] = [shape.slice(0, -2), Math.min(rows, columns)];
        return [
          { shape: [...batch, rows, size], dtype },
          { shape: [...batch, size, columns], dtype },
        ];
      },
      run: ([a], outputs) =>
        mapMatrices([a], outputs, (matrix) => {
          const { q, r } = orthogonalUpper(matrix);
          return [q.values, r.values];
        }),
    },
  },
  vjp: ({ inputs: [a], outputs, gradients }): VjpThunks => [
    () => {
      const [q, r] = outputs as readonly [Tensor, Tensor];
      const [ofQ, ofR] = gradients as readonly [Tensor, Tensor];
      const [rows = 1, columns = 1] = a.shape.slice(-2);
      if (columns <= rows) return ofTall(q, r, ofQ, ofR);
      // With a = [x y] and r = [u v]: y = q v, and x = q u is square.
      const [u, y, ofU, ofV] = [
        columnsOf(r, 0, rows),
        columnsOf(a, rows),
        columnsOf(ofR, 0, rows),
        columnsOf(ofR, rows),
      ];
      const alsoOfQ = matmul(y, ofV, { transposeB: true });
      const ofX = ofTall(q, u, add(ofQ, alsoOfQ), ofU);
      return concat([ofX, matmul(q, ofV)], -1);
    },
  ],
  check: (_attributes, inputs) => requireMatrices("qr", inputs),
  takes: "a",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      a: Tensor<S, D>,
    ): { readonly q: Tensor<LeftFactor<S>, D>; readonly r: Tensor<RightFactor<S>, D> } => {
      const [q, r] = apply.all<readonly [Tensor<LeftFactor<S>, D>, Tensor<RightFactor<S>, D>]>([a]);
      return { q, r };
    },
});

/** `(gradient of q + q symmetric(r (gradient of r)^T - (gradient of q)^T q)) r^-T`, symmetric by its lower triangle. */
function ofTall(q: Tensor, r: Tensor, ofQ: Tensor, ofR: Tensor): Tensor {
  const inner = sub(matmul(r, ofR, { transposeB: true }), matmul(ofQ, q, { transposeA: true }));
  const lower = weighTriangles(inner, { above: 0 });
  const symmetric = add(lower, transposed(weighTriangles(inner, { above: 0, diagonal: 0 })));
  const right = add(ofQ, matmul(q, symmetric));
  return transposed(triangularSolve(r, transposed(right), { lower: false }));
}
