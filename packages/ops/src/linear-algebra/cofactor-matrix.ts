/** Cofactors: the gradient of a determinant, which singular matrices have too. */
import { makeOp, gradientsOf, type Tensor, type VjpThunks } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { matmul } from "../linear/matmul.ts";
import { sum } from "../reduction/sum.ts";
import { mapMatrices } from "./batches.ts";
import { eachMatrix } from "./each-matrix.ts";
import { inverse } from "./inverse.ts";
import { lowerUpper } from "./numeric/lower-upper.ts";
import { Matrix } from "./numeric/matrix.ts";
import { singularTriples } from "./numeric/singular-values.ts";
import { requireSquare } from "./operands.ts";
import { transposed } from "./transposed.ts";

/**
 * The matrix of cofactors, `determinant(a) transpose(inverse(a))` where `a` has an inverse. With `a = U diag(s) transpose(V)`
 * it is `det(U) det(V) U diag(products of the other s) transpose(V)`.
 *
 * @internal
 */
export const cofactorMatrix = makeOp({
  name: "cofactor_matrix",
  inputs: ["a"],
  forward: {
    host: {
      types: ([a]) => [a],
      run: ([a], outputs) => mapMatrices([a], outputs, (matrix) => [cofactors(matrix).values]),
    },
  },
  vjp: ({ inputs: [a], gradient }): VjpThunks => [() => cofactorSlope(a, gradient)],
  check: (_attributes, inputs) => requireSquare("cofactorMatrix", inputs),
  takes: "a",
  call:
    (apply) =>
    (a: Tensor): Tensor =>
      apply([a]),
});

/**
 * What the second derivative of the determinant makes of a matrix, which singular matrices have too: with
 * `a = U diag(s) transpose(V)` and `w` the matrix between U and V, `sum over other k of p_ik w_kk` on the diagonal and
 * `-p_ik w_ki` beside it, where p_ik is the product of the s other than those two. Its own gradient by `a` needs the
 * inverse.
 *
 * @internal
 */
export const cofactorSlope = makeOp({
  name: "cofactor_slope",
  inputs: ["a", "direction"],
  forward: {
    host: {
      types: ([a]) => [a],
      run: ([a, direction], outputs) =>
        mapMatrices([a, direction], outputs, (matrix, along) => [slopeOf(matrix, along).values]),
    },
  },
  vjp: ({ inputs: [a, direction], gradient }): VjpThunks => [
    () => gradientsOf(sum(mul(slopeByInverse(a, direction), gradient)), { a }).a,
    // It is symmetric.
    () => cofactorSlope(a, gradient),
  ],
  check: (_attributes, inputs) => requireSquare("cofactorSlope", inputs),
  takes: "a, direction",
  call:
    (apply) =>
    (a: Tensor, direction: Tensor): Tensor =>
      apply([a, direction]),
});

/** `C <B, w> - C transpose(w) B` of the cofactors C and the transpose B of the inverse, in ops that have derivatives. */
function slopeByInverse(a: Tensor, direction: Tensor): Tensor {
  const [opposite, cofactors] = [inverse(a), cofactorMatrix(a)];
  const along = sum(mul(direction, cofactors), [-2, -1]);
  const turned = matmul(matmul(cofactors, direction, { transposeB: true }), opposite, { transposeB: true });
  return sub(mul(transposed(opposite), eachMatrix(along)), turned);
}

function slopeOf(a: Matrix, direction: Matrix): Matrix {
  const { left, values, right } = singularTriples(a);
  const sign = determinantSign(left) * determinantSign(right);
  const between = left.times(direction).times(right.transposed());
  const without = (row: number, column: number): number =>
    values.reduce((product, value, at) => (at === row || at === column ? product : product * value), sign);
  const turned = new Matrix(values.length, values.length);
  for (let row = 0; row < values.length; row++) {
    for (let column = 0; column < values.length; column++) {
      if (row === column) continue;
      turned.set(row, column, -without(row, column) * between.get(column, row));
      turned.add(row, row, without(row, column) * between.get(column, column));
    }
  }
  return left.transposed().times(turned).times(right);
}

function cofactors(a: Matrix): Matrix {
  const { left, values, right } = singularTriples(a);
  const sign = determinantSign(left) * determinantSign(right);
  values.forEach((_, row) => {
    left.scaleRow(
      row,
      values.reduce((product, value, other) => (other === row ? product : product * value), sign),
    );
  });
  return left.transposed().times(right);
}

/** The sign of the determinant of an orthogonal matrix. */
function determinantSign(orthogonal: Matrix): number {
  const { packed, parity } = lowerUpper(orthogonal);
  let sign = parity;
  for (let at = 0; at < packed.rows; at++) sign *= Math.sign(packed.get(at, at));
  return sign;
}
