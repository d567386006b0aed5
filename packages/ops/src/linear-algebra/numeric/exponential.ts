/**
 * The exponential of a matrix by scaling, a Pade approximant of degree 13, and squaring (Higham 2005, "The scaling and
 * squaring method for the matrix exponential revisited").
 */
import { solveSquare } from "./lower-upper.ts";
import { Matrix, requireFinite } from "./matrix.ts";

const degree = 13;
/** The largest 1-norm at which the approximant has the precision of a double (Higham, table 2.3). */
const largestNorm = 5.371920351148152;

/** The coefficients of the approximant's numerator; those of its denominator differ in the sign of odd ones. */
const coefficients: readonly number[] = Array.from({ length: degree + 1 }, (_, power) => {
  let value = 1;
  for (let k = 1; k <= power; k++) value *= (degree - k + 1) / ((2 * degree - k + 1) * k);
  return value;
});

/** exp of a square matrix. */
export function exponential(a: Matrix): Matrix {
  requireFinite(a);
  const norm = columnNorm(a);
  const squarings = norm > largestNorm ? Math.ceil(Math.log2(norm / largestNorm)) : 0;
  const scaled = new Matrix(
    a.rows,
    a.rows,
    a.values.map((value) => value * 2 ** -squarings),
  );
  let result = approximant(scaled);
  for (let step = 0; step < squarings; step++) result = result.times(result);
  return result;
}

function approximant(a: Matrix): Matrix {
  const c = (power: number): number => coefficients[power] ?? 0;
  const identity = Matrix.identity(a.rows);
  const a2 = a.times(a);
  const a4 = a2.times(a2);
  const a6 = a4.times(a2);
  const zero = new Matrix(a.rows, a.rows);
  const series = (offset: number): Matrix =>
    Matrix.combination(
      a6.times(Matrix.combination(zero, [c(12 + offset), a6], [c(10 + offset), a4], [c(8 + offset), a2])),
      [c(6 + offset), a6],
      [c(4 + offset), a4],
      [c(2 + offset), a2],
      [c(offset), identity],
    );
  const even = series(0);
  const odd = a.times(series(1));
  return solveSquare(Matrix.combination(even, [-1, odd]), Matrix.combination(even, [1, odd]));
}

/** The largest sum of magnitudes of a column. */
function columnNorm(a: Matrix): number {
  const sums = new Matrix(1, a.columns);
  for (let row = 0; row < a.rows; row++) {
    for (let column = 0; column < a.columns; column++) sums.add(0, column, Math.abs(a.get(row, column)));
  }
  return sums.values.reduce((largest, value) => Math.max(largest, value), 0);
}
