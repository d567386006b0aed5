/** The codes of errors that docstrings of ops say, from the sources alone. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.ts";

let docstrings: ReadonlyMap<string, string> | null = null;

/** The codes below `@throws` of an op, by its name in graphs; `null` for an op that is not exported. */
export function codesInDocstring(op: string): readonly string[] | null {
  docstrings ??= docstringsOfOps();
  const text = docstrings.get(op.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()));
  if (text === undefined || text.includes("@internal")) return null;
  const tags = text.split(/^ \* (?=@)/m).filter((part) => part.startsWith("@throws"));
  return [...new Set(tags.flatMap((tag) => tag.match(/\b[A-Z]+(?:_[A-Z]+)+\b/g) ?? []))];
}

function docstringsOfOps(): ReadonlyMap<string, string> {
  const folder = join(root, "packages", "ops", "src");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !/\.(?:test|test-d|samples)\.ts$/.test(file),
  );
  return new Map(
    files.flatMap((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      return [...text.matchAll(/(\/\*\*(?:(?!\*\/)[\s\S])*\*\/)\s*export const (\w+)/g)].map(
        ([, docstring = "", name = ""]) => [name, docstring] as const,
      );
    }),
  );
}
