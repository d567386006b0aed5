/** The Japanese chapters say what the English ones say: the same programs, formulas, numbers and links, under as many headings. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const english = new URL("./", import.meta.url);
const japanese = new URL("ja/", english);
const chaptersOf = (folder: URL): readonly string[] => readdirSync(folder).filter((name) => name.endsWith(".md"));
const read = (folder: URL, name: string): string => readFileSync(new URL(name, folder), "utf8");

const blocksOf = (text: string): readonly string[] => [...text.matchAll(/^```[^]*?^```$/gm)].map(([block]) => block);
const proseOf = (text: string): string => text.replaceAll(/^```[^]*?^```$/gm, "");
const displayed = (text: string): readonly string[] =>
  [...proseOf(text).matchAll(/\$\$[^]*?\$\$/g)].map(([formula]) => formula.replaceAll(/\s+/g, " "));
/** Sorted, since the words of the two languages come in another order. */
const inline = (text: string): readonly string[] =>
  [
    ...proseOf(text)
      .replaceAll(/\$\$[^]*?\$\$/g, "")
      .matchAll(/\$[^$]+\$/g),
  ]
    .map(([formula]) => formula)
    .sort();
const numbers = (text: string): readonly string[] =>
  (
    proseOf(text)
      .replaceAll(/\$\$?[^$]+\$\$?|`[^`]*`/g, "")
      .match(/−?\d+(?:[.,]\d+)+/g) ?? []
  ).toSorted();
const headings = (text: string): readonly string[] => (proseOf(text).match(/^#+/gm) ?? []).slice();
const links = (text: string): readonly string[] =>
  [...proseOf(text).matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target).sort();

/** Where a link leads, seen from the folder of a chapter; fragments are left out, for headings are translated. */
const targetOf = (folder: URL, link: string): URL => new URL(link.replace(/#.*$/, ""), folder);

describe.each(chaptersOf(english))("the chapter %s", (name) => {
  const original = read(english, name);

  it("has formulas whose dollars and braces match, and links that lead somewhere", () => {
    for (const formula of [...displayed(original), ...inline(original)]) {
      expect(formula.match(/\{/g)?.length, formula).toBe(formula.match(/\}/g)?.length);
      expect(formula, "a formula over an end of a paragraph").not.toContain("\n\n");
      // A formatter takes a pair of stars for emphasis, and leaves a power or an index without anything in it.
      expect(formula).not.toMatch(/[\^_](?:[\s^_$)}]|$)/);
    }
    for (const link of links(original)) expect(existsSync(targetOf(english, link)), link).toBe(true);
  });

  it("has a Japanese twin with the same programs, formulas, numbers and links", () => {
    const twin = read(japanese, name);
    expect(twin).toMatch(/[\u3040-\u30ff]/);
    expect(blocksOf(twin)).toEqual(blocksOf(original));
    expect(displayed(twin)).toEqual(displayed(original));
    expect(inline(twin)).toEqual(inline(original));
    expect(numbers(twin)).toEqual(numbers(original));
    expect(headings(twin)).toEqual(headings(original));
    const elsewhere = links(original).filter((link) => link.startsWith("../"));
    expect(links(twin)).toEqual(
      [...links(original).filter((link) => !link.startsWith("../")), ...elsewhere.map((link) => `../${link}`)].sort(),
    );
  });
});

it("no Japanese chapter is without an English one", () => {
  expect(chaptersOf(japanese)).toEqual(chaptersOf(english));
});
