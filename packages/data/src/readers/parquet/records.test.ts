import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRow, type ColumnType } from "../column.ts";
import { ColumnValues, type Part } from "./column-values.ts";
import { recordsOf } from "./records.ts";

const isMissing = (value: unknown): boolean => value === null || value === undefined || Number.isNaN(value);
const place = (row: number): string => `row ${String(row)}`;

/** Takes what is even, cannot take what is odd, and fails at 9. */
const read = (value: unknown): number | undefined => {
  if (value === 9) throw new Error("nine");
  return typeof value === "number" && value % 2 === 0 ? value : undefined;
};
const types = fc
  .constantFrom<ColumnType<number>["missing"]>("drop", "error", { value: -1 })
  .map((missing): ColumnType<unknown> => ({ expected: "an even number", read, missing }));
const numbered = Array.from({ length: 12 }, (_, at) => `column ${String(at)}`);
const names = fc.uniqueArray(fc.constantFrom("__proto__", "constructor", "1", "0", ...numbered), {
  minLength: 1,
  maxLength: 12,
});

/** Values of which few are odd or missing, so that many rows come before the first that cannot be read. */
const cell = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom<unknown>(0, 2, 4) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(1, 9, null, undefined, Number.NaN) },
);

/** What comes before the error, and the error. */
function taken(records: Iterable<unknown>): { readonly found: unknown[]; readonly error: string | undefined } {
  const found: unknown[] = [];
  try {
    for (const record of records) found.push(record);
  } catch (error) {
    return { found, error: String(error) };
  }
  return { found, error: undefined };
}

/** The values in parts of some rows; those that say what is missing say so for a number that nobody may see. */
function partsOf(values: readonly unknown[], size: number, hasLevels: boolean): Part[] {
  const parts: Part[] = [];
  for (let start = 0; start < values.length; start += size) {
    const own = values.slice(start, start + size);
    parts.push({
      start,
      data: hasLevels ? own.map((value) => value ?? 7) : own,
      levels: hasLevels ? Int32Array.from(own, (value) => (value === null || value === undefined ? 0 : 1)) : undefined,
    });
  }
  return parts;
}

describe("records of columns", () => {
  it("are those that are made row by row, up to the same error", () => {
    const tables = fc.tuple(names, fc.integer({ min: 1, max: 40 })).chain(([own, rows]) =>
      fc.tuple(
        ...own.map((name) =>
          fc.record({
            name: fc.constant(name),
            type: types,
            data: fc.array(cell, { minLength: rows, maxLength: rows }),
            size: fc.integer({ min: 1, max: 40 }),
            hasLevels: fc.boolean(),
          }),
        ),
      ),
    );
    fc.assert(
      fc.property(tables, fc.nat(39), fc.integer({ min: 1, max: 40 }), (columns, from, rowsAtOnce) => {
        const rows = columns[0]?.data.length ?? 0;
        const start = Math.min(from, rows);
        const expected = taken(
          (function* byRow() {
            for (let row = start; row < rows; row++) {
              const record = readRow(
                { columns, isMissing },
                (_, at) => columns[at]?.data[row],
                () => place(row),
              );
              if (record !== undefined) yield record;
            }
          })(),
        );
        const block = recordsOf(
          columns.map(({ name, type, data, size, hasLevels }) => ({
            ...{ name, type },
            values: new ColumnValues(name, partsOf(data, size, hasLevels), start, rows, undefined),
          })),
          place,
        );
        const found = taken(
          (function* byBlock() {
            for (let row = start; row < rows; row += rowsAtOnce) yield* block(row, Math.min(row + rowsAtOnce, rows));
          })(),
        );
        expect(found).toStrictEqual(expected);
        expect(found.found.map((record) => Object.entries(record ?? {}))).toEqual(
          expected.found.map((record) => Object.entries(record ?? {})),
        );
      }),
      { numRuns: 300 },
    );
  });
});
