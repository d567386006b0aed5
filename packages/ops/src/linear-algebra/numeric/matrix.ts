/** A row-major matrix of doubles: what the factorizations of this folder compute with, whatever the tensors' dtype. */
export class Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;

  constructor(rows: number, columns: number, values: Float64Array = new Float64Array(rows * columns)) {
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  /** Ones on the diagonal, zeros beside it. */
  static identity(rows: number, columns = rows): Matrix {
    const result = new Matrix(rows, columns);
    for (let at = 0; at < Math.min(rows, columns); at++) result.set(at, at, 1);
    return result;
  }

  get(row: number, column: number): number {
    return this.values[row * this.columns + column] ?? 0;
  }

  set(row: number, column: number, value: number): void {
    this.values[row * this.columns + column] = value;
  }

  add(row: number, column: number, value: number): void {
    this.values[row * this.columns + column] = this.get(row, column) + value;
  }

  copy(): Matrix {
    return new Matrix(this.rows, this.columns, this.values.slice());
  }

  transposed(): Matrix {
    const result = new Matrix(this.columns, this.rows);
    for (let row = 0; row < this.rows; row++) {
      for (let column = 0; column < this.columns; column++) result.set(column, row, this.get(row, column));
    }
    return result;
  }

  times(other: Matrix): Matrix {
    const result = new Matrix(this.rows, other.columns);
    for (let row = 0; row < this.rows; row++) {
      for (let at = 0; at < this.columns; at++) result.addRow(row, this.get(row, at), other, at);
    }
    return result;
  }

  /** The sum of multiples of matrices of one size. */
  static combination(first: Matrix, ...terms: readonly (readonly [factor: number, matrix: Matrix])[]): Matrix {
    const result = first.copy();
    for (const [factor, { values }] of terms) {
      for (let at = 0; at < values.length; at++)
        result.values[at] = (result.values[at] ?? 0) + factor * (values[at] ?? 0);
    }
    return result;
  }

  /** Adds a multiple of a row of another matrix to a row, from a column on. */
  addRow(row: number, factor: number, other: Matrix, otherRow: number, from = 0): void {
    for (let column = from; column < this.columns; column++)
      this.add(row, column, factor * other.get(otherRow, column));
  }

  swapRows(first: number, second: number): void {
    for (let column = 0; column < this.columns; column++) {
      const kept = this.get(first, column);
      this.set(first, column, this.get(second, column));
      this.set(second, column, kept);
    }
  }

  /** Turns two rows by an angle: `(p, q)` becomes `(cosine p - sine q, sine p + cosine q)`. */
  rotateRows(p: number, q: number, cosine: number, sine: number): void {
    for (let column = 0; column < this.columns; column++) {
      const x = this.get(p, column);
      const y = this.get(q, column);
      this.set(p, column, cosine * x - sine * y);
      this.set(q, column, sine * x + cosine * y);
    }
  }

  /** The inner product of two rows. */
  dotRows(first: number, second: number): number {
    let total = 0;
    for (let column = 0; column < this.columns; column++) total += this.get(first, column) * this.get(second, column);
    return total;
  }

  scaleRow(row: number, factor: number): void {
    for (let column = 0; column < this.columns; column++) this.set(row, column, this.get(row, column) * factor);
  }

  /** The rows named, in that order. */
  pickRows(order: readonly number[]): Matrix {
    const result = new Matrix(order.length, this.columns);
    order.forEach((row, at) => result.addRow(at, 1, this, row));
    return result;
  }
}

/** The Euclidean length, computed so that squares do not overflow. */
export function lengthOf(values: Float64Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let total = 0;
  for (const value of values) total += (value / largest) * (value / largest);
  return largest * Math.sqrt(total);
}

/**
 * The matrix by the power of two that brings its largest entry near 1, where squares neither overflow nor vanish, and the
 * factor that leads back. Both are exact.
 */
export function nearOne(a: Matrix): { readonly scaled: Matrix; readonly factor: number } {
  const largest = a.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return { scaled: a.copy(), factor: 1 };
  const exponent = exponentOf(largest);
  // In two steps, because 2 ** 1074 is no number, which the smallest matrices would need.
  const half = Math.trunc(exponent / 2);
  const scaled = new Matrix(
    a.rows,
    a.columns,
    a.values.map((value) => value * 2 ** -half * 2 ** (half - exponent)),
  );
  return { scaled, factor: 2 ** exponent };
}

/** The largest whole number whose power of two is not above a positive number. */
function exponentOf(value: number): number {
  // The logarithm of a number just below a power of two rounds to that of the power.
  const rounded = Math.floor(Math.log2(value));
  return 2 ** rounded > value ? rounded - 1 : rounded;
}

/** Throws where an element is infinite or NaN: iterations would not end with one. */
export function requireFinite({ values }: Matrix): void {
  if (!values.every(Number.isFinite)) {
    throw new Error("the matrix has elements that are infinite or NaN; find out where they come from.");
  }
}
