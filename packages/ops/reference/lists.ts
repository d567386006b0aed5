/** The lists of ops that are made from the folders: what the package exports, all ops, their names. */
import { readdirSync, readFileSync } from "node:fs";
import type { OpDefinition } from "@rensa/core";

const source = new URL("../src/", import.meta.url);

/** An op as its file exports it. */
interface Listed {
  /** Below `src`. */
  readonly file: string;
  readonly variable: string;
  /** Of its definition. */
  readonly name: string;
  /** Whether users have it: its docstring does not say `@internal`. */
  readonly isPublic: boolean;
}

/** The lists by the names of their files, which lie in `src/lists`. */
export async function makeLists(): Promise<ReadonlyMap<string, string>> {
  const ops = await findOps();
  return new Map([
    ["public-ops.ts", publicOps(ops)],
    ["all-ops.ts", allOps(ops)],
    ["op-names.ts", opNames(ops)],
  ]);
}

/** All ops, by file and then as they stand in it. An op is what is exported and has a definition. */
async function findOps(): Promise<readonly Listed[]> {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => /^(?!lists\/)[a-z0-9-]+\/[a-z0-9-]+\.ts$/.test(file))
    .sort((a, b) => (a < b ? -1 : 1));
  const found: Listed[] = [];
  for (const file of files) {
    const text = readFileSync(new URL(file, source), "utf8");
    if (!/\b(?:makeOp|defineOp)\b/.test(text)) continue;
    const exported = (await import(new URL(file, source).href)) as Readonly<Record<string, unknown>>;
    for (const [, docstring = "", variable = ""] of text.matchAll(
      /(\/\*\*(?:(?!\*\/)[^])*\*\/\n)?export const (\w+)/g,
    )) {
      const definition = definitionOf(exported[variable]);
      if (definition === null) continue;
      found.push({ file, variable, name: definition.name, isPublic: !docstring.includes("@internal") });
    }
  }
  return found;
}

function definitionOf(value: unknown): OpDefinition | null {
  if (typeof value !== "function" || !("definition" in value)) return null;
  return value.definition as OpDefinition;
}

function publicOps(ops: readonly Listed[]): string {
  const lines = ops
    .filter(({ isPublic }) => isPublic)
    .map(({ variable, file }) => `export { ${variable} } from "../${file}";`);
  return `${header("The ops that users have: all but those whose docstrings say that they are internal.")}${lines.join("\n")}\n`;
}

function allOps(ops: readonly Listed[]): string {
  const imports = ops.map(({ variable, file }) => `import { ${variable} } from "../${file}";`);
  const elements = ops.map(({ variable }) => `  ${variable},`);
  return `${header("All ops of this package, inner ones too.")}import type { OpValue } from "@rensa/core";
${imports.join("\n")}

/** All ops of this package, by family. */
export const allOps: readonly OpValue[] = Array.of<OpValue>(
  // Each is held to the type by itself. Of a literal, the compiler would compare all their types with each other.
${elements.join("\n")}
);
`;
}

function opNames(ops: readonly Listed[]): string {
  const names = ops.map(({ name }) => name).sort();
  return `${header("The names of all ops of this package, so that a page with plugins does not load the ops for them.")}/** The names, by the alphabet. */
export const opNames: ReadonlySet<string> = new Set(
  \`
${wrap(names, 118)
  .map((line) => `  ${line}`)
  .join("\n")}
  \`
    .trim()
    .split(/\\s+/),
);
`;
}

function header(says: string): string {
  return `/** ${says} Made by \`npm run lists\`. */\n`;
}

/** Words in lines of a width. */
function wrap(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
