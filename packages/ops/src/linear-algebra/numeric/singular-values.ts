/** Singular values by one-sided Jacobi rotations (Golub and Van Loan, "Matrix Computations", 8.6.3). */
import { lengthOf, Matrix, nearOne, requireFinite } from "./matrix.ts";
import { signOfRow } from "./signs.ts";

/** The thin factors of `a = U diag(values) transpose(V)`, as rows: row i of `left` and `right` belongs to value i. */
export interface SingularTriples {
  readonly left: Matrix;
  readonly values: Float64Array;
  readonly right: Matrix;
}

const maximumSweeps = 60;

/**
 * The square of the length below which a row is nothing beside a largest entry of 1. A row that depends on the others
 * shrinks with each sweep, to where its products vanish and no angle can be told.
 */
const vanishing = 2 ** -900;

/** Values descending; the entry of largest magnitude of each left vector is positive. */
export function singularTriples(a: Matrix): SingularTriples {
  requireFinite(a);
  const wide = a.rows < a.columns;
  const { scaled, factor } = nearOne(a);
  const { long, values, short } = decompose(wide ? scaled : scaled.transposed());
  const [left, right] = wide ? [short, long] : [long, short];
  for (let row = 0; row < left.rows; row++) {
    const sign = signOfRow(left, row);
    left.scaleRow(row, sign);
    right.scaleRow(row, sign);
  }
  return { left, values: values.map((value) => value * factor), right };
}

/** Rotates the rows of `work` until they are orthogonal: they are then the values times the long vectors. */
function decompose(work: Matrix): { readonly long: Matrix; readonly values: Float64Array; readonly short: Matrix } {
  const size = work.rows;
  const short = Matrix.identity(size);
  let sweeps = 0;
  while (rotateAll(work, short)) {
    if (++sweeps === maximumSweeps) throw new Error("the singular values did not converge; scale the matrix.");
  }
  const lengths = Array.from({ length: size }, (_, row) =>
    lengthOf(work.values.subarray(row * work.columns, (row + 1) * work.columns)),
  );
  const order = lengths.map((_, row) => row).sort((i, j) => (lengths[j] ?? 0) - (lengths[i] ?? 0));
  const values = Float64Array.from(order, (row) => lengths[row] ?? 0);
  const long = work.pickRows(order);
  completeRows(long, values);
  return { long, values, short: short.pickRows(order) };
}

/** One rotation per pair of rows. True where one was needed. */
function rotateAll(work: Matrix, short: Matrix): boolean {
  let rotated = false;
  for (let p = 0; p < work.rows - 1; p++) {
    for (let q = p + 1; q < work.rows; q++) {
      const [pp, qq, pq] = [work.dotRows(p, p), work.dotRows(q, q), work.dotRows(p, q)];
      if (Math.min(pp, qq) < vanishing || Math.abs(pq) <= 2 * Number.EPSILON * Math.sqrt(pp) * Math.sqrt(qq)) continue;
      const cotangent = (qq - pp) / (2 * pq);
      const tangent = (cotangent < 0 ? -1 : 1) / (Math.abs(cotangent) + Math.hypot(1, cotangent));
      const cosine = 1 / Math.hypot(1, tangent);
      for (const matrix of [work, short]) matrix.rotateRows(p, q, cosine, cosine * tangent);
      rotated = true;
    }
  }
  return rotated;
}

/** Divides rows by their lengths; a row of (nearly) no length becomes any unit vector orthogonal to the others. */
function completeRows(long: Matrix, values: Float64Array): void {
  const negligible = (values[0] ?? 0) * Number.EPSILON * long.columns;
  for (let row = 0; row < long.rows; row++) {
    const value = values[row] ?? 0;
    if (value > negligible) long.scaleRow(row, 1 / value);
    else fillRow(long, row);
  }
}

function fillRow(long: Matrix, row: number): void {
  for (let axis = 0; axis < long.columns; axis++) {
    for (let column = 0; column < long.columns; column++) long.set(row, column, column === axis ? 1 : 0);
    // Twice, because once leaves what rounding adds (Kahan's "twice is enough").
    for (let pass = 0; pass < 2; pass++) {
      for (let other = 0; other < row; other++) long.addRow(row, -long.dotRows(row, other), long, other);
    }
    const length = Math.sqrt(long.dotRows(row, row));
    // Among the axes, one has at least this much outside the span of the rows before.
    if (length < 0.5 / Math.sqrt(long.columns)) continue;
    long.scaleRow(row, 1 / length);
    return;
  }
}
