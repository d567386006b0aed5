import { RensaError } from "@rensa/core";
import { column } from "@rensa/data";
import { characterFile, csvFile, imageFolder, parquetFile, textFileLines } from "@rensa/data/node";
import { encode } from "fast-png";
import { parquetWriteBuffer } from "hyparquet-writer";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "rensa-data-"));
const write = (name: string, contents: string | Uint8Array): string => {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, contents);
  return path;
};

const errorOf = async (action: () => Promise<unknown>): Promise<string> => {
  try {
    await action();
  } catch (error) {
    return error instanceof RensaError ? `${error.code} ${error.message.replace(folder, "")}` : String(error);
  }
  return "nothing thrown";
};

describe("readers of files", () => {
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("csvFile reads a file as often as wanted, reports bytes, and names file, line and column", async () => {
    const text = `x,y\n${Array.from({ length: 20_000 }, (_, row) => `${row},${row / 2}`).join("\n")}\n`;
    const path = write("table.csv", text);
    const reports: { bytes: number; total: number | undefined }[] = [];
    const columns = { x: column.integer(), y: column.number() };
    const rows = await csvFile(path, { columns, onProgress: (progress) => reports.push(progress) });
    expect((await rows.collect()).at(-1)).toEqual({ x: 19_999, y: 9999.5 });
    expect(await rows.take(1).collect()).toEqual([{ x: 0, y: 0 }]);
    expect(reports.length).toBeGreaterThan(2);
    expect(Math.max(...reports.map(({ bytes }) => bytes))).toBe(text.length);
    expect(reports[0]?.total).toBe(text.length);
    const bad = await csvFile(write("bad.csv", "x,y\n1,2\nz,3\n"), { columns });
    expect(await errorOf(() => bad.collect())).toContain(
      'DATA_INVALID /bad.csv, line 3, column "x" is "z" where an integer',
    );
    expect(await errorOf(() => csvFile(join(folder, "absent.csv")))).toContain(
      "DATA_SOURCE_FAILED /absent.csv cannot be read",
    );
    const lost = await csvFile(path);
    rmSync(path);
    expect(await errorOf(() => lost.collect())).toContain("DATA_SOURCE_FAILED /table.csv cannot be read");
  });

  it("parquetFile reads row groups", async () => {
    const numbers = Array.from({ length: 50 }, (_, row) => row);
    const file = parquetWriteBuffer({ columnData: [{ name: "n", data: numbers, type: "INT32" }], rowGroupSize: 8 });
    const path = write("numbers.parquet", new Uint8Array(file));
    const stream = await parquetFile(path, { columns: { n: column.integer() } });
    expect((await stream.collect({ start: 20 })).map(({ n }) => n)).toEqual(numbers.slice(20));
    expect(await errorOf(() => parquetFile(write("x.parquet", "PAR1 no"), {}))).toContain(
      "FILE_INVALID /x.parquet cannot be read as Parquet",
    );
    expect(await errorOf(() => parquetFile(join(folder, "absent")))).toContain("DATA_SOURCE_FAILED");
    writeFileSync(path, new Uint8Array(file.slice(0, 20)));
    expect(await errorOf(() => stream.collect())).toContain(
      "DATA_SOURCE_FAILED /numbers.parquet cannot be read: it ends at byte 20",
    );
  });

  it("imageFolder takes the names of folders as classes, in alphabetical order, and passes over other files", async () => {
    const png = (gray: number, width = 2) =>
      encode({ width, height: 2, channels: 1, data: new Uint8Array(2 * width).fill(gray) });
    for (const [name, gray] of [
      ["b/2.png", 4],
      ["b/1.PNG", 3],
      ["a/1.png", 1],
    ] as const)
      write(`images/${name}`, png(gray));
    write("images/a/notes.txt", "none");
    write("images/readme.md", "none");
    const { dataset, classes } = await imageFolder(join(folder, "images"), { channels: 1 });
    expect(classes).toEqual(["a", "b"]);
    expect([0, 1, 2].map((row) => [dataset.at(row).inputs.data[0], dataset.at(row).targets.data[0]])).toEqual([
      [1, 0],
      [3, 1],
      [4, 1],
    ]);
    write("images/b/3.png", png(9, 5));
    expect(await errorOf(() => imageFolder(join(folder, "images")))).toContain(
      "DATA_INVALID /images/b/3.png is 5 x 2 pixels",
    );
    write("images/b/3.png", "no image");
    expect(await errorOf(() => imageFolder(join(folder, "images")))).toContain(
      "FILE_INVALID /images/b/3.png is neither PNG nor JPEG",
    );
    mkdirSync(join(folder, "empty"));
    expect(await errorOf(() => imageFolder(join(folder, "empty")))).toContain("DATA_EMPTY imageFolder");
    expect(await errorOf(() => imageFolder(join(folder, "absent")))).toContain("DATA_SOURCE_FAILED /absent");
  });

  it("imageFolder follows links to folders and files, and names one that leads nowhere", async () => {
    const gray = encode({ width: 2, height: 2, channels: 1, data: new Uint8Array(4).fill(7) });
    write("stored/rose/1.png", gray);
    mkdirSync(join(folder, "linked/tulip"), { recursive: true });
    symlinkSync(join(folder, "stored/rose"), join(folder, "linked/rose"));
    symlinkSync(join(folder, "stored/rose/1.png"), join(folder, "linked/tulip/2.png"));
    const { dataset, classes } = await imageFolder(join(folder, "linked"), { channels: 1 });
    expect([dataset.size, classes]).toEqual([2, ["rose", "tulip"]]);
    expect(await errorOf(() => imageFolder(join(folder, "linked"), { maximumPixels: 3 }))).toContain("at most 3");
    symlinkSync(join(folder, "gone.png"), join(folder, "linked/tulip/3.png"));
    expect(await errorOf(() => imageFolder(join(folder, "linked")))).toContain(
      "DATA_SOURCE_FAILED /linked/tulip/3.png cannot be read",
    );
  });

  it("textFileLines and characterFile read text", async () => {
    const path = write("poem.txt", "rosés\nare red\n");
    expect(await (await textFileLines(path)).collect()).toEqual(["rosés", "are red"]);
    const { dataset, vocabulary } = await characterFile(path, { context: 4 });
    expect(vocabulary.decode(dataset.at(1).targets.data)).toBe("\nare");
    expect(await errorOf(() => characterFile(join(folder, "absent"), { context: 2 }))).toContain(
      "DATA_SOURCE_FAILED /absent cannot be read",
    );
    expect(await errorOf(() => textFileLines(join(folder, "absent")))).toContain("DATA_SOURCE_FAILED");
  });
});
