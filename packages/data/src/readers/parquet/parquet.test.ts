import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { column } from "../column.ts";
import { parquet } from "./parquet.ts";
import { errorOf } from "../../../test/refusal.ts";

const rows = 100;
const numbers = Array.from({ length: rows }, (_, row) => row);
const written = (codec: "SNAPPY" | "UNCOMPRESSED" = "SNAPPY") =>
  parquetWriteBuffer({
    columnData: [
      { name: "id", data: numbers, type: "INT32" },
      { name: "price", data: numbers.map((row) => row / 4), type: "DOUBLE" },
      { name: "count", data: numbers.map((row) => BigInt(row * 2)), type: "INT64" },
      { name: "city", data: numbers.map((row) => (row % 3 === 0 ? "Oslo" : "Rome")), type: "STRING" },
      { name: "gap", data: numbers.map((row) => (row % 10 === 0 ? undefined : row)), type: "INT32", nullable: true },
    ],
    rowGroupSize: 30,
    codec,
  });

const columns = {
  price: column.number(),
  count: column.integer(),
  city: column.category(["Oslo", "Rome"]),
};
const wanted = numbers.map((row) => ({ price: row / 4, count: row * 2, city: row % 3 === 0 ? 0 : 1 }));

describe("parquet", () => {
  it("reads the columns that are wanted as their types, from buffers, bytes and blobs", async () => {
    for (const codec of ["SNAPPY", "UNCOMPRESSED"] as const) {
      const file = written(codec);
      for (const source of [file, new Uint8Array(file), new Blob([file])]) {
        const stream = await parquet(source, { columns });
        expect(stream.size).toBe(rows);
        expect(await stream.collect()).toEqual(wanted);
        expect(await stream.collect()).toEqual(wanted);
      }
    }
  });

  it("reads row groups as they are needed, and a later start from its row group on", async () => {
    const file = written();
    const seen = { bytes: 0 };
    const counted = {
      byteLength: file.byteLength,
      slice: (start: number, end = file.byteLength) => {
        seen.bytes += end - start;
        return Promise.resolve(file.slice(start, end));
      },
    };
    const reports: number[] = [];
    const stream = await parquet(counted, { columns, onProgress: ({ rows: read }) => reports.push(read) });
    const [whole, part] = [{ ...seen }, { ...seen }];
    await stream.collect();
    whole.bytes = seen.bytes - whole.bytes;
    expect(reports).toEqual([30, 60, 90, 100]);
    part.bytes = seen.bytes;
    expect(await stream.collect({ start: 65 })).toEqual(wanted.slice(65));
    expect(seen.bytes - part.bytes).toBeLessThan(whole.bytes * 0.6);
    part.bytes = seen.bytes;
    expect(await stream.take(10).collect()).toEqual(wanted.slice(0, 10));
    expect(seen.bytes - part.bytes).toBeLessThan(whole.bytes * 0.4);
    for (const start of [0, 1, 29, 30, 31, 90, 99, 100]) {
      expect(await stream.collect({ start })).toEqual(wanted.slice(start));
    }
  });

  it("reports bytes up to the total of the columns that are read", async () => {
    const reports: { bytes: number; total: number | undefined }[] = [];
    const report = (progress: { bytes: number; total: number | undefined }) => reports.push(progress);
    await (await parquet(written(), { columns: { id: column.integer() }, onProgress: report })).collect();
    const all: typeof reports = [];
    await (await parquet(written(), { onProgress: (progress) => all.push(progress) })).collect();
    expect(reports.at(-1)?.bytes).toBe(reports[0]?.total);
    expect(all[0]?.total).toBeGreaterThan(reports[0]?.total ?? Infinity);
  });

  it("treats missing values as each column says, and gives everything as stored where no columns are named", async () => {
    const filled = await parquet(written(), { columns: { gap: column.number({ missing: { value: -1 } }) } });
    expect((await filled.collect()).filter(({ gap }) => gap === -1).length).toBe(10);
    const dropped = await parquet(written(), { columns: { gap: column.number({ missing: "drop" }) } });
    expect(dropped.size).toBeUndefined();
    expect((await dropped.collect({ start: 3 })).map(({ gap }) => gap)).toEqual(
      numbers.filter((row) => row % 10 !== 0).slice(3),
    );
    const plain = await (await parquet(written())).take(2).collect();
    expect(plain[1]).toEqual({ id: 1, price: 0.25, count: 2n, city: "Rome", gap: 1 });
  });

  it("names the row and the column at fault, and the file", async () => {
    const strict = await parquet(written(), { name: "flats.parquet", columns: { gap: column.number() } });
    expect(await errorOf(() => strict.collect({ start: 1 }))).toContain(
      'DATA_INVALID flats.parquet, row 10, column "gap" has no value where a number is wanted',
    );
    const wrong = await parquet(written(), { name: "flats.parquet", columns: { city: column.category(["Oslo"]) } });
    expect(await errorOf(() => wrong.collect())).toContain(
      'DATA_INVALID flats.parquet, row 1, column "city" is "Rome" where one of "Oslo" is wanted',
    );
    expect(await errorOf(() => parquet(written(), { name: "f", columns: { rent: column.number() } }))).toBe(
      'DATA_INVALID f: there is no column "rent"; there are "id", "price", "count", "city", "gap".',
    );
    expect(await errorOf(() => parquet(new ArrayBuffer(100), { name: "f" }))).toContain(
      "FILE_INVALID f cannot be read as Parquet",
    );
    const lost = { byteLength: 100, slice: () => Promise.reject(new Error("gone")) };
    expect(await errorOf(() => parquet(lost, { name: "f" }))).toContain("DATA_SOURCE_FAILED f cannot be read: gone");
  });
});
