/** Factors of matrices that are singular, tiny or huge. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Matrix } from "./matrix.ts";
import { singularTriples } from "./singular-values.ts";
import { symmetricEigen } from "./symmetric-eigen.ts";

/** The product of factors of small whole numbers: a matrix of at most the given rank, without rounding. */
const ofRank = (rows: number, columns: number, rank: number): fc.Arbitrary<Matrix> => {
  const entries = (count: number): fc.Arbitrary<Float64Array> =>
    fc
      .array(fc.integer({ min: -4, max: 4 }), { minLength: count, maxLength: count })
      .map((list) => Float64Array.from(list));
  return fc
    .tuple(entries(rows * rank), entries(rank * columns))
    .map(([left, right]) => new Matrix(rows, rank, left).times(new Matrix(rank, columns, right)));
};

const anyMatrix = fc
  .record({
    rows: fc.integer({ min: 1, max: 5 }),
    columns: fc.integer({ min: 1, max: 5 }),
    rank: fc.integer({ min: 1, max: 3 }),
  })
  .chain(({ rows, columns, rank }) => ofRank(rows, columns, rank));
const anySymmetric = fc
  .record({ size: fc.integer({ min: 1, max: 6 }), rank: fc.integer({ min: 1, max: 3 }) })
  .chain(({ size, rank }) => ofRank(size, size, rank))
  .map((a) => Matrix.combination(a, [1, a.transposed()]));
/** From where squares vanish to where they overflow. */
const anyExponent = fc.integer({ min: -1000, max: 1000 });

const times = (a: Matrix, factor: number): Matrix =>
  new Matrix(
    a.rows,
    a.columns,
    a.values.map((value) => value * factor),
  );

const largest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

function expectNear(found: Matrix, wanted: Matrix): void {
  const bound = 1e-13 * Math.max(largest(wanted.values), Number.MIN_VALUE);
  expect(largest(Matrix.combination(found, [-1, wanted]).values)).toBeLessThanOrEqual(bound);
}

describe("factors of matrices of any rank and size of entries", () => {
  it("singular triples give the matrix back, and scale with it to the bit", () => {
    fc.assert(
      fc.property(anyMatrix, anyExponent, (a, exponent) => {
        const { left, values, right } = singularTriples(a);
        const weighed = left.copy();
        values.forEach((value, row) => {
          weighed.scaleRow(row, value);
        });
        expectNear(weighed.transposed().times(right), a);
        expectNear(left.times(left.transposed()), Matrix.identity(left.rows));
        const moved = singularTriples(times(a, 2 ** exponent));
        expect([moved.left, moved.right]).toEqual([left, right]);
        expect(times(new Matrix(1, values.length, moved.values), 2 ** -exponent).values).toEqual(
          times(
            new Matrix(
              1,
              values.length,
              values.map((value) => value * 2 ** exponent),
            ),
            2 ** -exponent,
          ).values,
        );
      }),
    );
  });

  it("eigenpairs give the matrix back, and scale with it to the bit", () => {
    fc.assert(
      fc.property(anySymmetric, anyExponent, (a, exponent) => {
        const { values, vectors } = symmetricEigen(a);
        const weighed = vectors.copy();
        values.forEach((value, row) => {
          weighed.scaleRow(row, value);
        });
        expectNear(vectors.transposed().times(weighed), a);
        const moved = symmetricEigen(times(a, 2 ** exponent));
        expect(moved.vectors).toEqual(vectors);
        expect(moved.values.map((value) => value * 2 ** -exponent)).toEqual(
          values.map((value) => value * 2 ** exponent * 2 ** -exponent),
        );
      }),
    );
  });
});
