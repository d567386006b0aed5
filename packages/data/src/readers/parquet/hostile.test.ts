/** What holds of every Parquet file, hostile ones among them. */
import { RensaError } from "@rensa/core";
import fc from "fast-check";
import { parquetWriteBuffer, type ColumnSource } from "hyparquet-writer";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { column } from "../column.ts";
import { parquet, type ParquetOptions } from "./parquet.ts";

const errorOf = async (bytes: Uint8Array, options: Omit<ParquetOptions, "columns"> = {}): Promise<string> => {
  try {
    await (await parquet(bytes, { name: "it", ...options })).collect();
  } catch (error) {
    return error instanceof RensaError ? `${error.code} ${error.message}` : `raw: ${String(error)}`;
  }
  return "nothing thrown";
};

const compressors = {
  GZIP: (input: Uint8Array) => new Uint8Array(gzipSync(input)),
  BROTLI: (input: Uint8Array) => new Uint8Array(brotliCompressSync(input)),
};

const values = {
  INT32: fc.integer(),
  INT64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  DOUBLE: fc.double({ noNaN: true }),
  FLOAT: fc.float({ noNaN: true }),
  BOOLEAN: fc.boolean(),
  STRING: fc.string({ unit: "grapheme" }),
};
const encodings = {
  INT32: ["PLAIN", "DELTA_BINARY_PACKED", "BYTE_STREAM_SPLIT"],
  INT64: ["PLAIN", "DELTA_BINARY_PACKED", "BYTE_STREAM_SPLIT"],
  DOUBLE: ["PLAIN", "BYTE_STREAM_SPLIT"],
  FLOAT: ["PLAIN", "BYTE_STREAM_SPLIT"],
  BOOLEAN: ["PLAIN", "RLE"],
  STRING: ["PLAIN", "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY"],
} as const;

/** Columns of any type, encoding and number of gaps; a few values that repeat make dictionaries. */
const columnOf = (rows: number) =>
  fc.constantFrom(...(Object.keys(values) as (keyof typeof values)[])).chain((type) =>
    fc
      .record({
        encoding: fc.option(fc.constantFrom(...encodings[type]), { nil: undefined }),
        nullable: fc.boolean(),
        some: fc.array<unknown>(values[type], { minLength: 1, maxLength: 6 }),
        picks: fc.array(fc.nat(6), { minLength: rows, maxLength: rows }),
      })
      .map(({ encoding, nullable, some, picks }) => ({
        type,
        nullable,
        ...(encoding === undefined ? {} : { encoding }),
        data: picks.map((pick) => (pick === 6 && nullable ? undefined : some[pick % some.length])),
      })),
  );

describe("parquet", () => {
  it("gives back any table that was written, whatever the types, encodings, gaps, pages and compressions", async () => {
    const tables = fc
      .integer({ min: 1, max: 120 })
      .chain((rows) => fc.array(columnOf(rows), { minLength: 1, maxLength: 4 }));
    const settings = fc.record({
      codec: fc.constantFrom("SNAPPY", "UNCOMPRESSED", "GZIP", "BROTLI"),
      rowGroupSize: fc.integer({ min: 7, max: 200 }),
      pageSize: fc.integer({ min: 20, max: 2000 }),
    });
    await fc.assert(
      fc.asyncProperty(tables, settings, fc.nat(150), async (columns, setting, start) => {
        const columnData = columns.map((each, at) => ({ name: `column ${String(at)}`, ...each })) as ColumnSource[];
        const file = parquetWriteBuffer({ columnData, compressors, ...setting });
        const rows = columns[0]!.data.map((_, row) =>
          Object.fromEntries(columns.map(({ data }, at) => [`column ${String(at)}`, data[row] ?? null])),
        );
        const found = await (await parquet(file)).collect({ start: Math.min(start, rows.length) });
        expect(
          found.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value ?? null]))),
        ).toEqual(rows.slice(start));
      }),
      { numRuns: 40 },
    );
  });

  it("has no error but ours where any bit of it is another, and is refused where it is cut off", async () => {
    const rows = 60;
    const file = new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          {
            name: "id",
            data: Array.from({ length: rows }, (_, row) => row),
            type: "INT32",
            encoding: "DELTA_BINARY_PACKED",
          },
          { name: "city", data: Array.from({ length: rows }, (_, row) => `town ${String(row % 5)}`), type: "STRING" },
          {
            name: "gap",
            data: Array.from({ length: rows }, (_, row) => (row % 7 === 0 ? undefined : row / 4)),
            type: "DOUBLE",
            nullable: true,
          },
        ],
        rowGroupSize: 40,
      }),
    );
    for (let at = 0; at < file.length; at++) {
      const changed = file.slice();
      changed[at] = changed[at]! ^ (1 << (at % 8));
      // Values have no checksum in this file.
      expect(await errorOf(changed), `byte ${String(at)}`).toMatch(/^(nothing thrown|(FILE|DATA)_INVALID )/);
      expect(await errorOf(file.subarray(0, at)), `cut at ${String(at)}`).toMatch(/^FILE_INVALID /);
    }
  });

  it("refuses more rows, or bytes, than fit, before it decodes them", async () => {
    const size = 100_000;
    const file = new Uint8Array(
      parquetWriteBuffer({
        columnData: [{ name: "x", data: new Array<number>(size).fill(7), type: "INT32" }],
        rowGroupSize: size,
      }),
    );
    expect(await errorOf(file, { maximumBytes: 100_000 })).toMatch(
      /FILE_INVALID it, row group 0: the column "x": it would take more/,
    );
    expect(await errorOf(file, { maximumBytes: 1000 })).toMatch(/footer of \d+ bytes would take more than 1000/);
    expect(await errorOf(file)).toBe("nothing thrown");
    expect(await errorOf(file, { maximumBytes: 0 })).toContain("DATA_INVALID it: maximumBytes is 0");
  });

  it("a column may have any name, also one that objects inherit, and text that is no UTF-8 is no text", async () => {
    const file = parquetWriteBuffer({
      columnData: [
        { name: "__proto__", data: [1, 2], type: "INT32" },
        { name: "constructor", data: [Uint8Array.of(0xff), Uint8Array.of(0x61)], type: "BYTE_ARRAY" },
      ],
    });
    const [row] = await (await parquet(file)).collect();
    expect(Object.entries(row ?? {})).toEqual([
      ["__proto__", 1],
      ["constructor", Uint8Array.of(0xff)],
    ]);
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
    const texts = await parquet(file, { columns: { constructor: column.text() }, name: "f" });
    await expect(texts.collect()).rejects.toThrow('f, row 0, column "constructor" is object where a text is wanted');
  });
});
