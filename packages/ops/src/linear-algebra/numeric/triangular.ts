/** Triangular systems by substitution. */
import type { Matrix } from "./matrix.ts";

/** Which triangle of a matrix is read, and how. */
export interface Triangle {
  readonly lower: boolean;
  /** The triangle is transposed before it is solved with. */
  readonly transpose: boolean;
  /** The diagonal is taken to be ones. */
  readonly unitDiagonal: boolean;
}

/** The solution of `T x = b`; a zero on the diagonal divides by zero. */
export function substitute(triangle: Matrix, b: Matrix, { lower, transpose, unitDiagonal }: Triangle): Matrix {
  const size = triangle.rows;
  const x = b.copy();
  const forward = lower !== transpose;
  for (let step = 0; step < size; step++) {
    const row = forward ? step : size - 1 - step;
    const [from, to] = forward ? [0, row] : [row + 1, size];
    for (let at = from; at < to; at++) {
      const factor = transpose ? triangle.get(at, row) : triangle.get(row, at);
      if (factor !== 0) x.addRow(row, -factor, x, at);
    }
    if (!unitDiagonal) divideRow(x, row, triangle.get(row, row));
  }
  return x;
}

function divideRow(x: Matrix, row: number, divisor: number): void {
  for (let column = 0; column < x.columns; column++) x.set(row, column, x.get(row, column) / divisor);
}
