/** The declarations of the packages and of what they import, for the editor of programs. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import type { EntryPoint } from "../reference/entry-points.ts";
import { root } from "../root.ts";
import type { TypeFiles } from "./checker/messages.ts";
import { hindranceOfModule } from "./runs-in-page.ts";

const folder = join(root, ".cache", "site", "declarations");
const require = createRequire(import.meta.url);

/**
 * Writes the packages' declarations with the compiler, in a process of its own, since that takes as long as reading the
 * sources does; what has not changed since the last time is not written again.
 */
export async function emitDeclarations(doors: readonly EntryPoint[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const config = join(folder, "tsconfig.json");
  const compilerOptions = {
    rootDir: root,
    outDir: folder,
    composite: false,
    incremental: true,
    tsBuildInfoFile: join(folder, "tsconfig.tsbuildinfo"),
    declarationMap: false,
    rewriteRelativeImportExtensions: false,
    types: ["node"],
    typeRoots: [join(root, "node_modules", "@types")],
    // The sources are checked elsewhere.
    noCheck: true,
  };
  const files = programDoors(doors).map(({ file }) => join(root, file));
  writeFileSync(
    config,
    JSON.stringify({ extends: join(root, ".config", "tsconfig.base.json"), compilerOptions, files }),
  );
  const compiler = spawn(process.execPath, [require.resolve("typescript/lib/tsc.js"), "--project", config], {
    stdio: "inherit",
  });
  const code = await new Promise((resolve, reject) => compiler.once("error", reject).once("exit", resolve));
  if (code !== 0) throw new Error("The declarations of the packages could not be written; why stands above.");
}

/** Collects what was written, and the declarations of what it imports. */
export function typeFiles(doors: readonly EntryPoint[]): TypeFiles {
  const files: Record<string, string> = {};
  const modules: Record<string, string> = {};
  const add = (from: string, to: string): void => {
    for (const name of readdirSync(from, { recursive: true, encoding: "utf8" })) {
      if (name.endsWith(".d.ts")) files[`/${to}/${name}`] = readFileSync(join(from, name), "utf8");
    }
  };
  for (const { specifier, file } of programDoors(doors)) {
    modules[specifier] = `/${file.replace(/\.ts$/, ".d.ts")}`;
    const source = dirname(file);
    if (!existsSync(join(folder, source))) throw new Error(`There are no declarations of ${specifier}.`);
  }
  add(join(folder, "packages"), "packages");
  for (const { name, of, path } of imported) {
    const entry = join(
      dirname(createRequire(join(root, "packages", of, "package.json")).resolve(`${name}/package.json`)),
      path,
    );
    add(dirname(entry), name);
    modules[name] = `/${name}/${relative(dirname(entry), entry)}`;
  }
  return { files, modules, libraries: addLibraries(files) };
}

/** Packages of others that are named in declarations, and where theirs stand. */
const imported = [
  { name: "rxjs", of: "optim", path: "dist/types/index.d.ts" },
  { name: "graphology-types", of: "core", path: "index.d.ts" },
] as const;

function programDoors(doors: readonly EntryPoint[]): readonly EntryPoint[] {
  return doors.filter(({ specifier }) => hindranceOfModule(specifier) === null);
}

/** The language, and what a worker has: a program runs in one. */
function addLibraries(files: Record<string, string>): readonly string[] {
  const source = dirname(require.resolve("typescript/lib/lib.d.ts"));
  const names = new Set(["lib.es2023.d.ts", "lib.webworker.d.ts"]);
  // A set that grows is walked to its end.
  for (const name of names) {
    const text = readFileSync(join(source, name), "utf8");
    files[`/lib/${name}`] = text;
    for (const [, other = ""] of text.matchAll(/<reference lib="([^"]+)"/g)) names.add(`lib.${other}.d.ts`);
  }
  return [...names].map((name) => `/lib/${name}`);
}
