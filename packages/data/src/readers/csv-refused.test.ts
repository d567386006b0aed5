/** CSV with mistakes: where they are, and what becomes of values that are missing and of records without an end. */
import { describe, expect, it } from "vitest";
import { column } from "./column.ts";
import { csv } from "./csv.ts";
import { textLines } from "./text-lines.ts";
import { errorOf } from "../../test/refusal.ts";

describe("csv", () => {
  it("names the line and the column of a value of another type, and of a missing one", async () => {
    const columns = { age: column.integer(), name: column.text() };
    const read = (text: string, more: object = {}) =>
      errorOf(() => csv(text, { columns, name: "people.csv", ...more }).collect());
    expect(await read('name,age\n"A\nda",36\nAlan,4.5\n')).toBe(
      'DATA_INVALID people.csv, line 4, column "age" is "4.5" where an integer is wanted; correct it, or give the column another type.',
    );
    expect(await read("name,age\nAda,NA\n")).toContain(
      'people.csv, line 2, column "age" has no value where an integer is wanted',
    );
    expect(await read("name,age\nAda,36,7\n")).toContain("people.csv, line 2 has 3 fields, but there are 2 columns");
    expect(await read("name,years\nAda,36\n")).toContain(
      'people.csv, line 1: there is no column "age"; there are "name", "years"',
    );
    expect(await read("name,name\nAda,36\n")).toContain('line 1: two columns are named "name"');
    expect(await read('name,age\nAda,"36"7\n')).toMatch(
      /DATA_INVALID people\.csv, line 2, field 2: something stands after a closing quote/,
    );
    expect(await read('name,age\nAda,"36\n')).toMatch(
      /DATA_INVALID people\.csv, line 3, field 2: the quote that opens on line 2 is not closed/,
    );
    expect(() => csv("1,2", { header: false })).toThrow("without a header");
    for (const options of [{ delimiter: "" }, { delimiter: "\n" }, { quote: "''" }, { quote: "," }, { comment: "" }]) {
      expect(() => csv("1,2", options)).toThrow(expect.objectContaining({ code: "DATA_INVALID" }));
    }
  });

  it("refuses what is no UTF-8 text, saying so", async () => {
    const read = (bytes: readonly number[], more: object = {}) =>
      errorOf(() => csv(() => [Uint8Array.from(bytes)], { name: "f", ...more }).collect());
    expect(await read([0xff, 0xfe, 0x78, 0, 10, 0])).toContain("DATA_INVALID f is UTF-16");
    expect(await read([0xfe, 0xff, 0, 0x78])).toContain("DATA_INVALID f is UTF-16");
    expect(await read([0x78, 0, 10, 0])).toContain("DATA_INVALID f has a NUL");
    expect(await read([0x78, 10, 0xe9, 10])).toContain("DATA_INVALID f is not UTF-8 after byte 0");
    expect(await read([0x78, 10, 0xe2, 0x82])).toContain("DATA_INVALID f is not UTF-8 after byte 4");
    expect(await errorOf(() => csv(() => [7 as never], { name: "f" }).collect())).toContain(
      "f: the source gave number",
    );
    expect(await errorOf(() => textLines(() => [Uint8Array.of(0xff)], { name: "f" }).collect())).toContain("not UTF-8");
  });

  it("refuses a record or a line that is longer than it may be, and reads a long one in proportion to its length", async () => {
    const limited = { name: "f", maximumLength: 10 };
    expect(await errorOf(() => csv(`x\n${"1".repeat(11)}\n`, limited).collect())).toContain(
      "DATA_INVALID f: the record that begins on line 2 has more than 10 characters",
    );
    expect(await errorOf(() => csv(`x\n"${"1\n".repeat(6)}`, limited).collect())).toContain("begins on line 2");
    expect(await errorOf(() => csv(`${"a,".repeat(6)}\n`, limited).collect())).toContain("begins on line 1");
    expect(await errorOf(() => textLines(`ab\n${"1".repeat(11)}`, limited).collect())).toContain(
      "f, row 1: the line has more",
    );
    expect(await textLines(`${"1".repeat(10)}\n`, limited).collect()).toEqual(["1".repeat(10)]);
    for (const read of [
      (text: string) => csv(text, { quote: null, header: false, columns: { x: column.text() } }),
      (text: string) => csv(text, { header: false, columns: { x: column.text() } }),
      (text: string) => textLines(text),
    ]) {
      const time = async (length: number) => {
        const text = `"${"x".repeat(length)}`;
        const start = performance.now();
        await read(text)
          .collect()
          .catch(() => undefined);
        return performance.now() - start;
      };
      // The best of several in turn, since a loaded machine makes any of them wait.
      const [short, long] = [[await time(1e6)], [Infinity]];
      for (let round = 0; round < 4; round++) {
        long.push(await time(16e6));
        short.push(await time(1e6));
      }
      // As many as the square would be 256 times as long.
      expect(Math.min(...long)).toBeLessThan(100 * Math.max(1, Math.min(...short)));
    }
  });

  it("counts a last record and a last line that have no end, also when it reports progress", async () => {
    const rows: number[] = [];
    const onProgress = (progress: { rows: number; bytes: number }) => rows.push(progress.rows);
    await csv("x\n1\n2", { onProgress }).collect();
    await textLines("1\n2\n3", { onProgress }).collect();
    expect(rows).toEqual([1, 2, 2, 3]);
  });

  it("fills, drops or refuses missing values, as each column says", async () => {
    const text = "a;b;c\n1;;x\n;2;y\n3;?;\n";
    const columns = {
      a: column.number({ missing: "drop" }),
      b: column.number({ missing: { value: -1 } }),
      c: column.text({ missing: { value: "none" } }),
    };
    expect(await csv(text, { columns, delimiter: ";", missing: ["", "?"] }).collect()).toEqual([
      { a: 1, b: -1, c: "x" },
      { a: 3, b: -1, c: "none" },
    ]);
  });

  it("names the row where the source fails, and closes it", async () => {
    const seen = { closed: 0 };
    const broken = async function* () {
      try {
        yield `x\n${"1\n".repeat(100)}`;
        await Promise.resolve();
        throw new Error("the line is cut");
      } finally {
        seen.closed++;
      }
    };
    const rows = csv(broken, { name: "remote.csv", columns: { x: column.number() } });
    expect(await errorOf(() => rows.collect())).toMatch(/DATA_SOURCE_FAILED remote\.csv, row 100: the line is cut/);
    expect(await rows.take(1).collect()).toEqual([{ x: 1 }]);
    expect(seen.closed).toBe(2);
  });

  it("has no header where it is told so, skips comments and a mark of byte order, and reports progress", async () => {
    const columns = { x: column.number(), y: column.number() };
    expect(await csv("# two\n1,2\n", { header: false, columns, comment: "#" }).collect()).toEqual([{ x: 1, y: 2 }]);
    expect(await csv("\ufeffx,y\n1,2\n", { columns }).collect()).toEqual([{ x: 1, y: 2 }]);
    expect(
      await csv(Uint8Array.of(0xef, 0xbb, 0xbf, 0x78, 10, 0x31), { columns: { x: column.number() } }).collect(),
    ).toEqual([{ x: 1 }]);
    const reports: { rows: number; bytes: number; total: number | undefined }[] = [];
    const text = `x\n${`${"12345".repeat(20)}\n`.repeat(1500)}`;
    const records = await csv(text, { onProgress: (progress) => reports.push(progress) }).collect();
    expect(records.length).toBe(1500);
    expect(reports.length).toBe(3);
    expect(reports.at(-1)?.bytes).toBe(text.length);
    expect(reports.every(({ total }) => total === text.length)).toBe(true);
  });
});
