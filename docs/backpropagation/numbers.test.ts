/** Numbers in the prose of a chapter are those that its programs hold or print, rounded. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const folder = new URL("./", import.meta.url);
const chapters = readdirSync(folder).filter((name) => name.endsWith(".md"));

/** Numbers that come from elsewhere, and from where. */
const others: Readonly<Record<string, readonly string[]>> = {
  // A measured time, of which every run prints another.
  "cost-of-all-weights.md": ["1.7"],
  // 784 * 8 * 576 weights, the accuracies of a run of the example, and what `npm start` reaches of how many digits.
  "shared-weights.md": ["3,612,672", "86.7", "88.5", "8,000", "98.9"],
};

interface Found {
  readonly written: string;
  readonly value: number;
  /** Half a unit of the last digit that is written. */
  readonly tolerance: number;
}

function numbersIn(prose: string): readonly Found[] {
  const text = prose.replaceAll(/ \\cdot 10\^\{(-?\d+)\}/g, "e$1").replaceAll("−", "-");
  const found = text.match(/-?\d{1,3}(?:,\d{3})+|-?\d+\.\d+(?:e-?\d+)?/g) ?? [];
  return found.map((written) => {
    const [mantissa = "", exponent = "0"] = written.split("e");
    const digits = mantissa.split(".")[1]?.length ?? 0;
    const tolerance = 0.501 * 10 ** (Number(exponent) - digits);
    return { written, value: Number(written.replaceAll(",", "")), tolerance };
  });
}

describe.each(chapters)("the chapter %s", (name) => {
  it("names no number that its programs do not have", () => {
    const text = readFileSync(new URL(name, folder), "utf8");
    const blocks = [...text.matchAll(/^```[^]*?^```$/gm)].map(([block]) => block).join("\n");
    const known = (blocks.match(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g) ?? []).map(Number);
    const prose = text.replaceAll(/^```[^]*?^```$/gm, "").replaceAll(/`[^`]*`/g, "");
    const strange = numbersIn(prose).filter(
      ({ value, tolerance }) => !known.some((each) => Math.abs(each - value) <= tolerance),
    );
    expect(strange.map(({ written }) => written)).toEqual(others[name] ?? []);
  });
});

it("finds numbers as people write them", () => {
  const found = numbersIn("−13.5 of 32,896, $4.0 \\cdot 10^{-13}$ and 7");
  expect(found.map(({ value }) => value)).toEqual([-13.5, 32896, 4e-13]);
  expect(found.map(({ tolerance }) => tolerance)).toEqual(
    [0.0501, 0.501, 5.01e-15].map((value) => expect.closeTo(value, 16)),
  );
});
