/** Files that are put into the user's project. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { compilers } from "./install.ts";
import { run } from "./run-command.ts";
import type { Place } from "./step.ts";
import { root } from "./workspace.ts";

/** How strictly a user may compile. */
export const strictest = {
  target: "es2022",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  types: [],
} as const;

/** Writes a file, and the folders that it needs. */
export function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Where a compiler of the project is. */
export function compilerPath(project: string, version: keyof typeof compilers): string {
  return join(project, "node_modules", compilers[version], "bin", "tsc");
}

/** Copies sources of the repository into a folder of the project, compiles them there, and says where the modules are. */
export async function compileInto(
  { project }: Place,
  name: string,
  sources: Readonly<Record<string, string>>,
): Promise<string> {
  const [from, to] = [join(project, `${name}-source`), join(project, name)];
  for (const folder of [from, to]) rmSync(folder, { recursive: true, force: true });
  for (const [file, source] of Object.entries(sources))
    write(join(from, file), readFileSync(join(root, "packages", source), "utf8"));
  const compilerOptions = {
    ...strictest,
    module: "nodenext",
    rewriteRelativeImportExtensions: true,
    rootDir: ".",
    outDir: to,
    lib: ["es2023", "dom", "dom.iterable"],
  };
  write(join(from, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["."] }, null, 2));
  await run(process.execPath, [compilerPath(project, "6.0.3"), "-p", from], { folder: project });
  return to;
}
