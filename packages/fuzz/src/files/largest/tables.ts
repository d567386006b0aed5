/** CSV and Parquet files of more columns, groups, pages and levels than anybody needs. */
import { csv, parquet } from "@rensa/data";
import { parquetWriteBuffer, type ColumnSource } from "hyparquet-writer";
import type { LargestFile } from "./largest-file.ts";

const encode = (text: string): Promise<Uint8Array> => Promise.resolve(new TextEncoder().encode(text));
const textFile = {
  small: () => encode("a,b\n1,2\n"),
  read: (bytes: Uint8Array) => csv(bytes).collect(),
};
const numbered = (count: number): string => Array.from({ length: count }, (_, at) => at.toString(36)).join(",");

/** CSV. */
export const largestCsvs: readonly LargestFile[] = [
  {
    ...textFile,
    name: "CSV of a million columns",
    refusal: /`maximumColumns`/,
    make: () => encode(`${numbered(1_000_000)}\n`),
  },
  {
    ...textFile,
    name: "CSV of two million columns and a row",
    refusal: /`maximumColumns`/,
    make: () => encode(`${numbered(2_000_000)}\n${"1,".repeat(2_000_000)}1\n`),
  },
  {
    ...textFile,
    name: "CSV of twenty thousand columns",
    make: () => encode(`${numbered(100_000)}\n${"1,".repeat(99_999)}1\n`),
  },
  {
    ...textFile,
    name: "CSV of a row of millions of fields",
    refusal: /`maximumColumns`/,
    make: () => encode(`a\n${",".repeat(16_000_000)}\n`),
  },
  {
    ...textFile,
    name: "CSV of a header of nothing but commas",
    refusal: /`maximumColumns`/,
    make: () => encode(`${",".repeat(16_000_000)}\n`),
  },
  { ...textFile, name: "CSV of one field", make: () => encode(`a\n${"x".repeat(16_000_000)}\n`) },
  { ...textFile, name: "CSV of one field of quotes", make: () => encode(`a\n"${'""'.repeat(8_000_000)}"\n`) },
  {
    ...textFile,
    name: "CSV of one field of quotes and letters",
    make: () => encode(`a\n"${'""x'.repeat(5_000_000)}"\n`),
  },
  { ...textFile, name: "CSV of one field of lines", make: () => encode(`a\n"${"\r\n".repeat(8_000_000)}"\n`) },
  {
    ...textFile,
    name: "CSV of a quote that is never closed",
    refusal: /`maximumLength`/,
    make: () => encode(`a\n"${"x\n".repeat(16_000_000)}`),
  },
  { ...textFile, name: "CSV of empty lines", make: () => encode(`a\n${"\n".repeat(32_000_000)}1\n`) },
];

const write = (columns: readonly ColumnSource[], options: object = {}): Promise<Uint8Array> =>
  Promise.resolve(new Uint8Array(parquetWriteBuffer({ columnData: [...columns], ...options })));
const tableFile = {
  small: () => write([{ name: "a", data: [1, 2], type: "INT32" }]),
  read: async (bytes: Uint8Array) => {
    // Rows are counted, since a list of all records is as large as the reader makes it.
    let rows = 0;
    for await (const row of await parquet(bytes)) rows += Object.keys(row).length > 0 ? 1 : 0;
    return rows;
  },
};
const same = (count: number, value: unknown): unknown[] => new Array<unknown>(count).fill(value);

/** Parquet. */
export const largestParquets: readonly LargestFile[] = [
  {
    ...tableFile,
    name: "Parquet of as many columns as are read",
    make: () =>
      write(Array.from({ length: 1000 }, (_, at) => ({ name: at.toString(36), data: [1], type: "INT32" as const }))),
  },
  {
    ...tableFile,
    name: "Parquet of more columns than are read",
    refusal: /`maximumColumns`/,
    make: () =>
      write(Array.from({ length: 1001 }, (_, at) => ({ name: at.toString(36), data: [1], type: "INT32" as const }))),
  },
  {
    ...tableFile,
    name: "Parquet of more row groups than are read",
    refusal: /`maximumColumns`/,
    make: () => write([{ name: "a", data: same(1001, 1), type: "INT32" }], { rowGroupSize: 1 }),
  },
  {
    ...tableFile,
    name: "Parquet of a footer of a hundred thousand row groups",
    refusal: /footer of .*`maximumBytes`/,
    make: () => write([{ name: "a", data: same(100_000, 1), type: "INT32" }], { rowGroupSize: 1 }),
  },
  {
    ...tableFile,
    name: "Parquet of as many row groups as are read",
    make: () => write([{ name: "a", data: same(1000, 1), type: "INT32" }], { rowGroupSize: 1 }),
  },
  {
    ...tableFile,
    name: "Parquet of a hundred thousand pages",
    make: () =>
      write([{ name: "a", data: same(100_000, 1), type: "INT32", encoding: "PLAIN" }], {
        pageSize: 1,
        rowGroupSize: 1_000_000,
      }),
  },
  {
    ...tableFile,
    name: "Parquet of rows that take nothing",
    refusal: /`maximumRows`/,
    make: () => write([{ name: "a", data: same(8_000_000, 1), type: "INT32" }], { rowGroupSize: 8_000_000 }),
  },
  {
    ...tableFile,
    name: "Parquet of gaps",
    refusal: /`maximumRows`/,
    make: () =>
      write([{ name: "a", data: same(8_000_000, undefined), type: "INT32", nullable: true }], {
        rowGroupSize: 8_000_000,
      }),
  },
  {
    ...tableFile,
    name: "Parquet of texts",
    refusal: /`maximumBytes`/,
    make: () =>
      write([{ name: "a", data: same(1_500_000, "abcdefgh"), type: "STRING", encoding: "PLAIN" }], {
        rowGroupSize: 1_500_000,
      }),
  },
  {
    ...tableFile,
    name: "Parquet of one long text, often",
    make: () =>
      write([{ name: "a", data: same(200_000, "x".repeat(1000)), type: "STRING", encoding: "DELTA_BYTE_ARRAY" }], {
        rowGroupSize: 200_000,
      }),
  },
  {
    ...tableFile,
    name: "Parquet of distinct texts",
    make: () =>
      write([{ name: "a", data: Array.from({ length: 600_000 }, (_, at) => at.toString(36)), type: "STRING" }], {
        rowGroupSize: 1_000_000,
      }),
  },
];
