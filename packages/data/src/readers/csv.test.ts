import { RensaError } from "@rensa/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { column } from "./column.ts";
import { csv } from "./csv.ts";

const errorOf = async (action: () => Promise<unknown>): Promise<string> => {
  try {
    await action();
  } catch (error) {
    return error instanceof RensaError ? `${error.code} ${error.message}` : String(error);
  }
  return "nothing thrown";
};

const quoted = (field: string): string => `"${field.replaceAll('"', '""')}"`;

describe("csv", () => {
  it("reads columns as their types, from strings, bytes, blobs and streams of either, cut anywhere", async () => {
    const text = 'name,age,fair,city,note\nAda,36,yes,Rome,"a, ""b""\nc"\nÅsa🙂,1e2,FALSE,Oslo,x\n';
    const columns = {
      age: column.number(),
      name: column.text(),
      fair: column.boolean(),
      city: column.category(["Oslo", "Rome"]),
      note: column.text(),
    };
    const wanted = [
      { age: 36, name: "Ada", fair: true, city: 1, note: 'a, "b"\nc' },
      { age: 100, name: "Åsa🙂", fair: false, city: 0, note: "x" },
    ];
    const bytes = new TextEncoder().encode(text);
    const singles = () => Array.from(bytes, (byte) => Uint8Array.of(byte));
    const web = () => new Blob([bytes]).stream() as ReadableStream<Uint8Array>;
    for (const source of [text, bytes, new Blob([text]), () => Array.from(text), singles, web]) {
      expect(await csv(source, { columns }).collect()).toEqual(wanted);
    }
  });

  it("reads whatever fields were written, at any cut", async () => {
    const field = fc.string({ unit: fc.constantFrom("a", "b", ",", '"', "\n", "\r", " ", "é", "🙂") });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(field, field), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 20 }),
        async (rows, cut) => {
          const text = ["x,y", ...rows.map((row) => row.map(quoted).join(","))].join("\n");
          const pieces = Array.from(new TextEncoder().encode(text)).reduce<number[][]>((all, byte, index) => {
            if (index % cut === 0) all.push([]);
            all.at(-1)?.push(byte);
            return all;
          }, []);
          const records = await csv(() => pieces.map((piece) => Uint8Array.from(piece))).collect();
          expect(records).toEqual(rows.map(([x, y]) => ({ x, y })));
        },
      ),
      { numRuns: 25 },
    );
  });

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
    expect(await read('name,age\nAda,"36"7\n')).toMatch(/DATA_INVALID people\.csv, line 2: Invalid Closing Quote/);
    expect(await read('name,age\nAda,"36\n')).toMatch(/DATA_INVALID people\.csv, line \d: Quote Not Closed/);
    expect(() => csv("1,2", { header: false })).toThrow("without a header");
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
    expect(await errorOf(() => rows.collect())).toMatch(/DATA_SOURCE_FAILED remote\.csv, row 9\d: the line is cut/);
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
