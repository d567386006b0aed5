/** The TypeScript blocks of the READMEs and guides, and the `@example`s of the packages' docstrings. */
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** The folder of the repository. */
export const root = new URL("../", import.meta.url);

/** A program in the documentation. */
export interface Block {
  /** The file, and the how-manieth block of it. */
  readonly name: string;
  readonly file: string;
  /** The line of the file before its first one, from 1. */
  readonly line: number;
  readonly code: string;
}

const sources = readdirSync(new URL("packages/", root), { encoding: "utf8" })
  .flatMap((name) => {
    const files = readdirSync(new URL(`packages/${name}/src/`, root), { recursive: true, encoding: "utf8" });
    return files.map((file) => `packages/${name}/src/${file}`);
  })
  .filter((name) => name.endsWith(".ts") && !/\.(test|test-d|samples)\.ts$/.test(name))
  .sort();
const readmes = readdirSync(new URL("packages/", root), { encoding: "utf8" })
  .map((name) => `packages/${name}/README.md`)
  .filter((name) => existsSync(new URL(name, root)));
// Translations have the same programs, which `backpropagation/translations.test.ts` holds.
const guides = ["docs/", "docs/backpropagation/"].flatMap((folder) =>
  readdirSync(new URL(folder, root), { encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => folder + name),
);

/** All blocks of the documentation. */
export const blocks: readonly Block[] = ["README.md", "ARCHITECTURE.md", ...readmes, ...guides, ...sources].flatMap(
  blocksOf,
);

function blocksOf(file: string): Block[] {
  const text = readFileSync(new URL(file, root), "utf8");
  return [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map((match, at) => ({
    name: `${file} ${String(at + 1)}`,
    file,
    line: text.slice(0, match.index).split("\n").length,
    code: (match[1] ?? "").replaceAll(/^ *\* ?/gm, ""),
  }));
}
