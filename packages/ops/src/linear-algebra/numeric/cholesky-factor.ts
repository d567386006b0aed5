/** The Cholesky factorization. */
import { Matrix } from "./matrix.ts";

/** The lower L with a positive diagonal and `a = L transpose(L)`. Reads the lower triangle; throws where there is no L. */
export function choleskyFactor(a: Matrix): Matrix {
  const factor = new Matrix(a.rows, a.rows);
  for (let row = 0; row < a.rows; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = a.get(row, column);
      for (let at = 0; at < column; at++) rest -= factor.get(row, at) * factor.get(column, at);
      if (column < row) factor.set(row, column, rest / factor.get(column, column));
      else factor.set(row, row, pivotRoot(rest, row));
    }
  }
  return factor;
}

function pivotRoot(pivot: number, row: number): number {
  // Written so that NaN is refused too.
  if (pivot > 0) return Math.sqrt(pivot);
  throw new Error(
    `the matrix is not positive definite (pivot ${String(row)} is ${String(pivot)}); add a multiple of the identity.`,
  );
}
