/** Cofactors: the gradient of a determinant, which singular matrices have too. */
import { defineOp, type Tensor } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { matmul } from "../linear/matmul.ts";
import { sum } from "../reduction/sum.ts";
import { mapMatrices } from "./batches.ts";
import { eachMatrix } from "./each-matrix.ts";
import { inverse } from "./inverse.ts";
import { lowerUpper } from "./numeric/lower-upper.ts";
import type { Matrix } from "./numeric/matrix.ts";
import { singularTriples } from "./numeric/singular-values.ts";
import { requireSquare } from "./operands.ts";
import { transposed } from "./transposed.ts";

/**
 * The matrix of cofactors, `determinant(a) transpose(inverse(a))` where `a` has an inverse. With `a = U diag(s) transpose(V)`
 * it is `det(U) det(V) U diag(products of the other s) transpose(V)`. Its own gradient needs the inverse.
 */
export const cofactorMatrix = defineOp({
  name: "cofactor_matrix",
  inputs: ["a"],
  forward: {
    host: {
      types: ([a]) => [a],
      run: ([a], outputs) => mapMatrices([a], outputs, (matrix) => [cofactors(matrix).values]),
    },
  },
  vjp: ({ inputs: [a], output, gradient }) => [
    () => {
      // d C = C <inverse transposed, d a> - inverse transposed (transpose of d a) C.
      const opposite = inverse(a);
      const along = sum(mul(gradient, output), [-2, -1]) as Tensor;
      const turned = matmul(matmul(output, gradient, { transposeB: true }) as Tensor, opposite, { transposeB: true });
      const scaled = mul(transposed(opposite), eachMatrix(along)) as Tensor;
      return sub(scaled, turned as Tensor) as Tensor;
    },
  ],
  check: (_attributes, inputs) => requireSquare("cofactorMatrix", inputs),
  call:
    (apply) =>
    (a: Tensor): Tensor =>
      apply([a])[0] as Tensor,
});

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
