/** Tables as CSV: what is read is what was written, at any cut, and what another parser reads. */
import { RensaError } from "@rensa/core";
import fc from "fast-check";
import { parse as parseByOther } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { column } from "./column.ts";
import { CsvParser } from "./csv-parser.ts";
import { csv } from "./csv.ts";
import { errorOf } from "../../test/refusal.ts";

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

  it("has the records that another parser finds, or an error where that has one", async () => {
    const parse = (text: string, comment: string | undefined) => {
      try {
        const more = comment === undefined ? {} : { comment };
        return parseByOther(text, {
          relax_column_count: true,
          skip_empty_lines: true,
          record_delimiter: ["\r\n", "\n"],
          ...more,
        });
      } catch {
        return null;
      }
    };
    const text = fc.string({ unit: fc.constantFrom("a", "b", ",", '"', "\n", "\r\n", " ", "#", "é"), maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom(undefined, "#"), fc.integer({ min: 1, max: 9 }), (body, comment, cut) => {
        const parser = new CsvParser("it", {
          delimiter: ",",
          quote: '"',
          comment,
          maximumColumns: 100,
          maximumLength: 1000,
        });
        let found: (readonly string[])[] | null = [];
        try {
          for (let at = 0; at < body.length; at += cut) {
            found.push(...parser.push(body.slice(at, at + cut)).map(({ fields }) => fields));
          }
          found.push(...parser.finish().map(({ fields }) => fields));
        } catch (error) {
          expect(error).toBeInstanceOf(RensaError);
          found = null;
        }
        expect(found).toEqual(parse(body, comment));
        return Promise.resolve();
      }),
      { numRuns: 2000 },
    );
  });

  it("gives back any table that was written, whatever the marks, the ends of lines and the cuts", async () => {
    const cells = fc.record({
      number: fc.double({ noNaN: true, noDefaultInfinity: true }),
      integer: fc.maxSafeInteger(),
      text: fc.string({ unit: fc.constantFrom("a", ",", ";", "|", '"', "'", "\n", " ", "é", "🙂", "\ufeff") }),
      truth: fc.boolean(),
      city: fc.constantFrom(0, 1),
      gap: fc.option(fc.nat(), { nil: -1 }),
    });
    const columns = {
      number: column.number(),
      integer: column.integer(),
      text: column.text({ missing: { value: "" } }),
      truth: column.boolean(),
      city: column.category(["Oslo", 'Rio, "RJ"']),
      gap: column.integer({ missing: { value: -1 } }),
    };
    const marks = fc.record({
      delimiter: fc.constantFrom(",", ";", "||", "\t", "a"),
      quote: fc.constantFrom('"', "'"),
      end: fc.constantFrom("\n", "\r\n", "\r"),
      last: fc.boolean(),
      bom: fc.boolean(),
      cut: fc.integer({ min: 1, max: 50 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(cells, { maxLength: 6 }),
        marks,
        async (rows, { delimiter, quote, end, last, bom, cut }) => {
          const names = Object.keys(columns);
          const write = (value: string) => quote + value.replaceAll(quote, quote + quote) + quote;
          const body = rows.map((row) =>
            [
              row.number,
              row.integer,
              row.text,
              row.truth,
              ["Oslo", 'Rio, "RJ"'][row.city],
              row.gap < 0 ? "NA" : row.gap,
            ]
              .map((value) => write(Object.is(value, -0) ? "-0" : String(value)))
              .join(delimiter),
          );
          const text = `${bom ? "\ufeff" : ""}${[names.map(write).join(delimiter), ...body].join(end)}${last ? end : ""}`;
          const bytes = new TextEncoder().encode(text);
          const pieces = Array.from({ length: Math.ceil(bytes.length / cut) }, (_, at) =>
            bytes.slice(at * cut, (at + 1) * cut),
          );
          const missing = ["NA", ""];
          const found = await csv(() => pieces, { columns, delimiter, quote, missing }).collect();
          expect(found).toEqual(rows.map((row) => ({ ...row, text: row.text.trim() === "" ? "" : row.text })));
        },
      ),
      { numRuns: 150 },
    );
  });

  it("takes decimal numbers, and nothing else that JavaScript calls one; spaces around a missing value do not count", async () => {
    const read = (cell: string) => errorOf(() => csv(`x\n"${cell}"\n`, { columns: { x: column.number() } }).collect());
    for (const cell of ["1", "-1.5", "+.5", "5.", "1e3", " 7 ", "1E-400", "000", "-0"]) {
      expect(await read(cell), cell).toBe("nothing thrown");
    }
    for (const cell of [
      "0x10",
      "0b1",
      "0o7",
      "1e999",
      "-1e999",
      "1_000",
      "1,5",
      "١٢",
      "Infinity",
      "1n",
      "−1",
      "1e",
      ".",
      "--1",
    ]) {
      expect(await read(cell), cell).toContain("where a number is wanted");
    }
    for (const cell of ["", " ", " NA ", "\tNaN", "null "]) expect(await read(cell), cell).toContain("has no value");
    const filled = csv("x,y\n NA ,1\n", { columns: { x: column.number({ missing: { value: 9 } }), y: column.text() } });
    expect(await filled.collect()).toEqual([{ x: 9, y: "1" }]);
  });

  it("a column may have any name, also one that objects inherit", async () => {
    const [record] = await csv("__proto__,constructor,toString\n1,2,3\n").collect();
    expect(Object.entries(record ?? {})).toEqual([
      ["__proto__", "1"],
      ["constructor", "2"],
      ["toString", "3"],
    ]);
    expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
    const columns = Object.fromEntries([["__proto__", column.number()]]);
    expect(Object.entries((await csv("__proto__\n5\n", { columns }).collect())[0] ?? {})).toEqual([["__proto__", 5]]);
    expect(await errorOf(() => csv("__proto__,__proto__\n1,2\n").collect())).toContain('named "__proto__"');
  });
});
