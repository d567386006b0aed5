/** Columns of plain numbers, which are decoded here, are what hyparquet makes of them. */
import { column, parquet } from "@rensa/data";
import fc from "fast-check";
import type * as hyparquet from "hyparquet";
import { parquetRead, parquetReadObjects } from "hyparquet";
import { parquetWriteBuffer, type ColumnSource } from "hyparquet-writer";
import { readFile } from "node:fs/promises";
import { beforeEach, describe, expect, it, vi } from "vitest";

// Tells whether a column was left to hyparquet. `parquetReadObjects` has the one of its own.
vi.mock("hyparquet", async (original) => {
  const actual = await original<typeof hyparquet>();
  return { ...actual, parquetRead: vi.fn(actual.parquetRead) };
});

const values = {
  INT32: fc.integer(),
  INT64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  DOUBLE: fc.double(),
  FLOAT: fc.float(),
};

/** A column with any number of gaps, of values that repeat or do not. */
const columnOf = (rows: number) =>
  fc.constantFrom(...(Object.keys(values) as (keyof typeof values)[])).chain((type) =>
    fc
      .record({
        encoding: fc.constantFrom(undefined, "PLAIN", "RLE_DICTIONARY"),
        nullable: fc.boolean(),
        gaps: fc.double({ min: 0, max: 1, noNaN: true }),
        some: fc.array<unknown>(values[type], { minLength: 1, maxLength: 300 }),
        picks: fc.array(fc.tuple(fc.nat(299), fc.double({ min: 0, max: 1, noNaN: true })), {
          minLength: rows,
          maxLength: rows,
        }),
      })
      .map(({ encoding, nullable, gaps, some, picks }) => ({
        type,
        nullable,
        ...(encoding === undefined ? {} : { encoding }),
        data: picks.map(([pick, chance]) => (nullable && chance < gaps ? undefined : some[pick % some.length])),
      })),
  );

/** What hyparquet reads. */
const decoded = (file: ArrayBuffer, rowStart = 0) => parquetReadObjects({ file, rowStart });

describe("columns of plain numbers", () => {
  beforeEach(() => {
    vi.mocked(parquetRead).mockClear();
  });

  it("are what hyparquet makes of them, whatever the types, gaps, pages, row groups and the start", async () => {
    const tables = fc
      .integer({ min: 1, max: 300 })
      .chain((rows) => fc.array(columnOf(rows), { minLength: 1, maxLength: 4 }));
    const settings = fc.record({
      codec: fc.constantFrom("SNAPPY", "UNCOMPRESSED"),
      rowGroupSize: fc.integer({ min: 7, max: 400 }),
      pageSize: fc.integer({ min: 20, max: 2000 }),
    });
    await fc.assert(
      fc.asyncProperty(tables, settings, fc.nat(300), async (columns, setting, from) => {
        const columnData = columns.map((each, at) => ({ name: `column ${String(at)}`, ...each })) as ColumnSource[];
        const file = parquetWriteBuffer({ columnData, ...setting });
        const start = Math.min(from, columns[0]?.data.length ?? 0);
        expect(await (await parquet(file)).collect({ start })).toStrictEqual(await decoded(file, start));
      }),
      { numRuns: 60 },
    );
    expect(parquetRead).not.toHaveBeenCalled();
  });

  it("are read from files of other writers, with pages of the first version and dictionaries that grow too large", async () => {
    const file = Uint8Array.from(await readFile(new URL("numbers.parquet", import.meta.url))).buffer;
    const rows = await decoded(file);
    expect(rows).toHaveLength(200);
    for (const start of [0, 1, 119, 120, 131, 199]) {
      expect(await (await parquet(file)).collect({ start })).toStrictEqual(rows.slice(start));
    }
    expect(rows[2]).toEqual({
      ...{ float: Math.fround(2 / 3), double: 2 / 3, few: 1, odd: -0, integer: -3, long: 2n ** 62n + 2n, short: 2 },
      none: null,
    });
    const filled = await parquet(file, { columns: { none: column.number({ missing: { value: 3 } }) } });
    expect(await filled.take(1).collect()).toEqual([{ none: 3 }]);
    expect(parquetRead).not.toHaveBeenCalled();
  });

  it("and others are read in long tables and in wide ones, from any row on", async () => {
    for (const [width, rows] of [
      [2, 10_000],
      [80, 1700],
    ] as const) {
      const file = parquetWriteBuffer({
        columnData: Array.from({ length: width }, (_, at) => ({
          name: `column ${String(at)}`,
          data: Array.from({ length: rows }, (__, row) =>
            at % 3 === 0 ? `${String(row % 7)} ${String(at)}` : row * at,
          ),
          type: at % 3 === 0 ? "STRING" : "DOUBLE",
        })),
        rowGroupSize: rows - 100,
      });
      const expected = await decoded(file);
      for (const start of [0, 1, 900, rows - 101, rows - 1]) {
        expect(await (await parquet(file)).collect({ start })).toStrictEqual(expected.slice(start));
      }
    }
  });

  it("beside others are in the order of the file, and columns that mean more than numbers keep their meaning", async () => {
    const file = parquetWriteBuffer({
      columnData: [
        { name: "text", data: ["a", "b"], type: "STRING" },
        { name: "number", data: [1, 2], type: "INT32" },
        { name: "day", data: [new Date(0), new Date(86_400_000)], type: "TIMESTAMP" },
        { name: "list", data: [[1, 2], []] },
        { name: "close", data: [5, 6], type: "INT32", encoding: "DELTA_BINARY_PACKED" },
      ],
    });
    const found = await (await parquet(file)).collect();
    expect(found).toStrictEqual(await decoded(file));
    expect(Object.keys(found[0] ?? {})).toEqual(["text", "number", "day", "list", "close"]);
    expect(vi.mocked(parquetRead).mock.calls.map(([{ columns }]) => columns)).toEqual([
      ["text", "day", "list", "close"],
    ]);
  });
});
