import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textLines } from "../readers/text-lines.ts";
import { characters, windowsOf } from "./characters.ts";
import { byteVocabulary, characterVocabulary } from "./vocabulary.ts";
import { codeOf } from "../../test/refusal.ts";

const text = fc.string({ unit: "binary", minLength: 1, maxLength: 80 });
describe("vocabularies", () => {
  it("decode what they encode, of any text", () => {
    fc.assert(
      fc.property(text, (given) => {
        const vocabulary = characterVocabulary(given);
        expect(vocabulary.decode(vocabulary.encode(given))).toBe(given);
        expect(Math.max(...vocabulary.encode(given))).toBeLessThan(vocabulary.size);
        expect(characterVocabulary(vocabulary.characters).encode(given)).toEqual(vocabulary.encode(given));
        const bytes = byteVocabulary();
        expect(bytes.decode(bytes.encode(given))).toBe(given);
      }),
    );
  });

  it("refuse what they do not have, naming line and column", () => {
    const vocabulary = characterVocabulary("abc\n");
    expect(() => vocabulary.encode("ab\nacx")).toThrow('line 2, column 3 is "x", which the vocabulary does not have');
    expect(() => vocabulary.encode("é")).toThrow("line 1, column 1");
    expect(codeOf(() => vocabulary.decode([4]))).toBe("DATA_INVALID");
    expect(codeOf(() => vocabulary.decode([0.5]))).toBe("DATA_INVALID");
    expect(codeOf(() => characterVocabulary(""))).toBe("DATA_EMPTY");
  });
});

describe("windows of a text", () => {
  it("have the next character of each as targets, and use every character as a target once", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8, maxLength: 60 }), fc.integer({ min: 1, max: 7 }), (given, context) => {
        const { dataset, vocabulary } = characters(given, { context });
        const ids = vocabulary.encode(given);
        for (let row = 0; row < dataset.size; row++) {
          const { inputs, targets } = dataset.at(row);
          expect(inputs.data).toEqual(ids.slice(row * context, (row + 1) * context));
          expect(targets.data).toEqual(ids.slice(row * context + 1, (row + 1) * context + 1));
        }
        expect(dataset.size).toBe(Math.floor((ids.length - 1) / context));
        expect(dataset.classes).toBe(vocabulary.size);
      }),
    );
  });

  it("overlap by the stride, and come in batches with a start", () => {
    const ids = Int32Array.from({ length: 20 }, (_, index) => index);
    const windows = windowsOf(ids, { context: 4, stride: 2 });
    expect(windows.size).toBe(8);
    expect(windows.at(7)).toEqual({
      inputs: { shape: [4], dtype: "i32", data: Int32Array.of(14, 15, 16, 17) },
      targets: { shape: [4], dtype: "i32", data: Int32Array.of(15, 16, 17, 18) },
    });
    const source = windows.batch(3);
    const whole = [...source.batches({ epoch: 1, seed: 2 })];
    expect([...source.batches({ epoch: 1, seed: 2, start: 1 })]).toEqual(whole.slice(1));
    expect(whole[0]?.inputs.shape).toEqual([3, 4]);
  });

  it("refuse a text that is too short, and sizes that are none", () => {
    expect(codeOf(() => characters("abc", { context: 3 }))).toBe("DATA_EMPTY");
    expect(characters("abcd", { context: 3 }).dataset.size).toBe(1);
    expect(codeOf(() => characters("abc", { context: 0 }))).toBe("DATA_INVALID");
    expect(codeOf(() => characters("abcd", { context: 2, stride: 1.5 }))).toBe("DATA_INVALID");
    expect(characters("héllo", { context: 2, vocabulary: "bytes" }).vocabulary.size).toBe(256);
    expect(codeOf(() => characters("abcd", { context: 2, vocabulary: characterVocabulary("ab") }))).toBe(
      "DATA_INVALID",
    );
  });
});

describe("textLines", () => {
  it("are the lines, however the text is cut into pieces", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: fc.constantFrom("a", "é", "🙂", " ") }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom("\n", "\r\n"),
        async (lines, cut, end) => {
          const bytes = new TextEncoder().encode(lines.map((line) => line + end).join(""));
          const pieces = function* () {
            for (let start = 0; start < bytes.length; start += cut) yield bytes.subarray(start, start + cut);
          };
          expect(await textLines(pieces).collect()).toEqual(lines);
        },
      ),
    );
    expect(await textLines("a\n\nb").collect()).toEqual(["a", "", "b"]);
  });

  it("report progress", async () => {
    const reports: unknown[] = [];
    await textLines("a\nb\n", { onProgress: (progress) => reports.push(progress) }).collect();
    expect(reports).toEqual([{ rows: 2, bytes: 4, total: 4 }]);
  });
});
