/** LU factorization with partial pivoting (Golub and Van Loan, "Matrix Computations", 3.4). */
import type { Matrix } from "./matrix.ts";
import { substitute } from "./triangular.ts";

/** `a[order[i]] = (L U)[i]`, with L (its unit diagonal left out) and U in one matrix. */
export interface LowerUpper {
  readonly packed: Matrix;
  readonly order: readonly number[];
  /** 1 for an even permutation, -1 for an odd one. */
  readonly parity: number;
}

/** Factors any matrix; the pivot is the entry of largest magnitude, the first of those that are equal. */
export function lowerUpper(a: Matrix): LowerUpper {
  const packed = a.copy();
  const order = Array.from({ length: a.rows }, (_, row) => row);
  let parity = 1;
  for (let step = 0; step < Math.min(a.rows, a.columns); step++) {
    const pivot = pivotRow(packed, step);
    if (pivot !== step) {
      packed.swapRows(pivot, step);
      const kept = order[step] ?? 0;
      order[step] = order[pivot] ?? 0;
      order[pivot] = kept;
      parity = -parity;
    }
    const divisor = packed.get(step, step);
    if (divisor === 0) continue;
    for (let row = step + 1; row < a.rows; row++) {
      const factor = packed.get(row, step) / divisor;
      packed.set(row, step, factor);
      if (factor !== 0) packed.addRow(row, -factor, packed, step, step + 1);
    }
  }
  return { packed, order, parity };
}

function pivotRow(packed: Matrix, step: number): number {
  let pivot = step;
  for (let row = step + 1; row < packed.rows; row++) {
    if (Math.abs(packed.get(row, step)) > Math.abs(packed.get(pivot, step))) pivot = row;
  }
  return pivot;
}

/** The solution of `a x = b`, or of `transpose(a) x = b`. Throws where a pivot is exactly 0. */
export function solveSquare(a: Matrix, b: Matrix, transpose = false): Matrix {
  return solveFactored(lowerUpper(transpose ? a.transposed() : a), b);
}

/** The solution of `a x = b` by the factors of `a`. Throws where a pivot is exactly 0. */
export function solveFactored({ packed, order }: LowerUpper, b: Matrix): Matrix {
  for (let at = 0; at < packed.rows; at++) {
    if (packed.get(at, at) === 0) {
      throw new Error(`the matrix is singular (pivot ${String(at)} is 0); regularize it, or use pinv.`);
    }
  }
  const lower = substitute(packed, b.pickRows(order), { lower: true, transpose: false, unitDiagonal: true });
  return substitute(packed, lower, { lower: false, transpose: false, unitDiagonal: false });
}
