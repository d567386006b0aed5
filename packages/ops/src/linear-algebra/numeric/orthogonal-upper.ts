/** QR factorization by Householder reflections (Golub and Van Loan, "Matrix Computations", 5.2). */
import { lengthOf, Matrix } from "./matrix.ts";

/** The reduced factors of `a = Q R`, where the diagonal of R is not negative. */
export function orthogonalUpper(a: Matrix): { readonly q: Matrix; readonly r: Matrix } {
  const size = Math.min(a.rows, a.columns);
  // Rows are columns of a, so that a reflection runs along memory.
  const work = a.transposed();
  const reflectors = Array.from({ length: size }, (_, step) => {
    const reflector = reflectorOf(work, step);
    for (let row = step; row < work.rows; row++) reflect(work, row, reflector);
    return reflector;
  });
  const q = Matrix.identity(size, a.rows);
  for (let row = 0; row < size; row++) {
    for (let step = size - 1; step >= 0; step--) reflect(q, row, reflectors[step]);
  }
  const r = new Matrix(size, a.columns);
  for (let row = 0; row < size; row++) {
    const sign = work.get(row, row) < 0 ? -1 : 1;
    q.scaleRow(row, sign);
    for (let column = row; column < a.columns; column++) r.set(row, column, sign * work.get(column, row));
  }
  return { q: q.transposed(), r };
}

/** The unit vector v for which `I - 2 v transpose(v)` clears what follows entry `step` of a row; null where it is clear. */
function reflectorOf(work: Matrix, step: number): Float64Array | null {
  const vector = work.values.slice(step * work.columns, (step + 1) * work.columns).fill(0, 0, step);
  if (vector.subarray(step + 1).every((value) => value === 0)) return null;
  const length = lengthOf(vector);
  const head = vector[step] ?? 0;
  // The sign that does not cancel.
  vector[step] = head + (head < 0 ? -length : length);
  const norm = lengthOf(vector);
  return vector.map((value) => value / norm);
}

function reflect(matrix: Matrix, row: number, vector: Float64Array | null | undefined): void {
  if (vector === null || vector === undefined) return;
  let projection = 0;
  for (let at = 0; at < vector.length; at++) projection += (vector[at] ?? 0) * matrix.get(row, at);
  for (let at = 0; at < vector.length; at++) matrix.add(row, at, -2 * projection * (vector[at] ?? 0));
}
