/** The pages above the names: what is in a family, and the families. */
import type { AddressOf } from "./comments.ts";
import { families, type Family } from "./families.ts";
import { inlineCode, table } from "./markdown.ts";
import { summaryOf } from "./symbol-page.ts";
import { isType, type ExportedSymbol } from "./symbols.ts";

/** The page of a family: what can be called first, then the types that go with it. */
export function familyPage(
  { title, about, id }: Family,
  symbols: readonly ExportedSymbol[],
  addressOf: AddressOf,
): string {
  const rows = (some: readonly ExportedSymbol[]): string =>
    table(
      ["Name", "What"],
      some.map((symbol) => [`[${inlineCode(symbol.name)}](${symbol.page})`, summaryOf(symbol, addressOf)]),
    );
  const values = symbols.filter(({ reflection, host }) => !isType(reflection) && host === null);
  const types = symbols.filter(({ reflection }) => isType(reflection));
  const groups = id === "ops" ? groupByFolder(values) : [["", values] as const];
  return [
    `---\ntitle: ${JSON.stringify(title)}\ndescription: ${JSON.stringify(about)}\neditLink: false\n---\n\n# ${title}\n\n${about}\n`,
    ...groups.map(([group, some]) => (group === "" ? rows(some) : `## ${group}\n\n${rows(some)}`)),
    types.length === 0 ? "" : `## Types\n\n${rows(types)}`,
  ].join("\n");
}

/** Ops stand in folders of the source by what they are about. */
export function groupByFolder(
  symbols: readonly ExportedSymbol[],
): readonly (readonly [string, readonly ExportedSymbol[]])[] {
  const groups = new Map<string, ExportedSymbol[]>();
  for (const symbol of symbols) {
    const folder = symbol.file.split("/")[2] ?? "";
    const title = folder.endsWith(".ts") ? "More" : sentence(folder);
    groups.set(title, [...(groups.get(title) ?? []), symbol]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function sentence(folder: string): string {
  const words = folder.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The page of all families. */
export function referencePage(counts: ReadonlyMap<string, number>): string {
  const rows = families.flatMap(({ id, title, about }) => {
    const count = counts.get(id) ?? 0;
    return count === 0 ? [] : [[`[${title}](/reference/${id}/)`, about, String(count)]];
  });
  return `---\ntitle: Reference\neditLink: false\n---\n\n# Reference\n\nEverything that the packages export, by what it is about. Type a word into the search: other libraries' words are known too.\n\n${table(["Family", "What", "Names"], rows)}`;
}
