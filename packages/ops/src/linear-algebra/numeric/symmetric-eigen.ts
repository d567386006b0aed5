/**
 * Eigenvalues of symmetric matrices: Householder reduction to a tridiagonal matrix, then QL steps with implicit shifts
 * (Golub and Van Loan, "Matrix Computations", 8.3).
 */
import { lengthOf, Matrix, nearOne, requireFinite } from "./matrix.ts";
import { signOfRow } from "./signs.ts";

/** Eigenvectors as rows: row i of `vectors` belongs to value i. */
export interface EigenPairs {
  readonly values: Float64Array;
  readonly vectors: Matrix;
}

/** A symmetric tridiagonal matrix; `beside[i]` stands between `diagonal[i]` and `diagonal[i + 1]`. */
interface Tridiagonal {
  readonly diagonal: Float64Array;
  readonly beside: Float64Array;
}

const maximumSteps = 60;

/** What is nothing beside a largest entry of 1, whatever stands around it: its square would vanish. */
const vanishing = 2 ** -500;

/** Values ascending; the entry of largest magnitude of each vector is positive. Reads the lower triangle. */
export function symmetricEigen(a: Matrix): EigenPairs {
  const work = new Matrix(a.rows, a.rows);
  for (let row = 0; row < a.rows; row++) {
    for (let column = 0; column <= row; column++) {
      work.set(row, column, a.get(row, column));
      work.set(column, row, a.get(row, column));
    }
  }
  requireFinite(work);
  const { scaled, factor } = nearOne(work);
  const basis = Matrix.identity(a.rows);
  const { diagonal, beside } = tridiagonal(scaled, basis);
  diagonalize({ diagonal, beside }, basis);
  const order = Array.from(diagonal, (_, at) => at).sort((i, j) => (diagonal[i] ?? 0) - (diagonal[j] ?? 0));
  const vectors = basis.pickRows(order);
  for (let row = 0; row < a.rows; row++) vectors.scaleRow(row, signOfRow(vectors, row));
  return { values: Float64Array.from(order, (at) => (diagonal[at] ?? 0) * factor), vectors };
}

/** Reflects `work` to a tridiagonal matrix T, and `basis` so that `transpose(basis) T basis` is what `work` was. */
function tridiagonal(work: Matrix, basis: Matrix): Tridiagonal {
  const size = work.rows;
  for (let step = 0; step < size - 2; step++) {
    const vector = new Float64Array(size);
    for (let at = step + 1; at < size; at++) vector[at] = work.get(step, at);
    if (vector.subarray(step + 2).every((value) => value === 0)) continue;
    const head = vector[step + 1] ?? 0;
    vector[step + 1] = head + (head < 0 ? -1 : 1) * lengthOf(vector);
    const length = lengthOf(vector);
    const unit = vector.map((value) => value / length);
    reflectRows(work, unit);
    reflectColumns(work, unit);
    reflectRows(basis, unit);
  }
  return {
    diagonal: Float64Array.from({ length: size }, (_, at) => work.get(at, at)),
    beside: Float64Array.from({ length: size }, (_, at) => (at + 1 < size ? work.get(at, at + 1) : 0)),
  };
}

/** `matrix - 2 v transpose(v) matrix`. */
function reflectRows(matrix: Matrix, unit: Float64Array): void {
  const projection = new Matrix(1, matrix.columns);
  for (let row = 0; row < matrix.rows; row++) projection.addRow(0, unit[row] ?? 0, matrix, row);
  for (let row = 0; row < matrix.rows; row++) matrix.addRow(row, -2 * (unit[row] ?? 0), projection, 0);
}

/** `matrix - 2 matrix v transpose(v)`. */
function reflectColumns(matrix: Matrix, unit: Float64Array): void {
  for (let row = 0; row < matrix.rows; row++) {
    let projection = 0;
    for (let column = 0; column < matrix.columns; column++) projection += matrix.get(row, column) * (unit[column] ?? 0);
    for (let column = 0; column < matrix.columns; column++)
      matrix.add(row, column, -2 * projection * (unit[column] ?? 0));
  }
}

/** Makes `beside` vanish by rotations, which turn the rows of `basis` too. */
function diagonalize(matrix: Tridiagonal, basis: Matrix): void {
  const { diagonal } = matrix;
  for (let first = 0; first < diagonal.length; first++) {
    for (let steps = 0; ; steps++) {
      const last = endOfBlock(matrix, first);
      if (last === first) break;
      if (steps === maximumSteps) throw new Error("the eigenvalues did not converge; scale the matrix.");
      chase(matrix, basis, first, last);
    }
  }
}

/** The last row of the block that begins at `first`: where the entry beside the diagonal is negligible. */
function endOfBlock({ diagonal, beside }: Tridiagonal, first: number): number {
  for (let at = first; at + 1 < diagonal.length; at++) {
    const size = Math.abs(diagonal[at] ?? 0) + Math.abs(diagonal[at + 1] ?? 0);
    if (Math.abs(beside[at] ?? 0) <= Number.EPSILON * size + vanishing) return at;
  }
  return diagonal.length - 1;
}

/** One QL step with Wilkinson's shift, as rotations from the end of the block to its beginning. */
function chase({ diagonal, beside }: Tridiagonal, basis: Matrix, first: number, last: number): void {
  const d = (at: number): number => diagonal[at] ?? 0;
  const e = (at: number): number => beside[at] ?? 0;
  const half = (d(first + 1) - d(first)) / 2;
  const away = half + (half < 0 ? -1 : 1) * Math.hypot(half, e(first));
  const shift = d(first) - (e(first) * e(first)) / away;
  // The rotation of rows (at, at + 1) clears `bulge`, the entry that the one before put two places off the diagonal.
  let target = d(last) - shift;
  let bulge = e(last - 1);
  for (let at = last - 1; at >= first; at--) {
    const length = Math.hypot(target, bulge);
    const [cosine, sine] = length === 0 ? [1, 0] : [target / length, bulge / length];
    if (at + 1 < last) beside[at + 1] = length;
    const [upper, between, lower] = [d(at), e(at), d(at + 1)];
    const mixed = 2 * cosine * sine * between;
    diagonal[at] = cosine * cosine * upper - mixed + sine * sine * lower;
    diagonal[at + 1] = sine * sine * upper + mixed + cosine * cosine * lower;
    beside[at] = cosine * sine * (upper - lower) + (cosine * cosine - sine * sine) * between;
    basis.rotateRows(at, at + 1, cosine, sine);
    if (at > first) {
      target = e(at);
      bulge = sine * e(at - 1);
      beside[at - 1] = cosine * e(at - 1);
    }
  }
}
