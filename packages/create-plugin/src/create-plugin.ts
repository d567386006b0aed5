/** createPlugin: the template with its names filled in, written as a whole or not at all. */
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { pluginNames, type PluginNames } from "./names.ts";
import { targetFolder } from "./target-folder.ts";

/** What {@link createPlugin} takes. */
export interface PluginRequest {
  /**
   * Where the package is written: the path, with `/`, of a folder below `parent` that does not exist or is empty; `"."`
   * is `parent` itself.
   */
  readonly folder: string;
  /** The folder that the package is written below. Default: the process's own. */
  readonly parent?: string | undefined;
  /** Its npm name. Default: the folder's name. */
  readonly name?: string | undefined;
  /** Its first op, in snake case. Default: made from the name. */
  readonly op?: string | undefined;
}

/** What was written. */
export interface CreatedPlugin {
  /** The absolute path. */
  readonly folder: string;
  readonly name: string;
  /** The op, as graphs name it. */
  readonly opName: string;
  /** The files by their path in the folder, in order. */
  readonly files: readonly string[];
}

const ending = ".template";

/**
 * Writes the package of a plugin.
 *
 * @throws TypeError with a sentence for the author, where a name is not allowed, or the folder is not empty, or not below
 * `parent`: an absolute path, one with `..`, one through a link.
 *
 * @example
 * ```ts
 * import { mkdtemp, rm } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { createPlugin } from "@rensa/create-plugin";
 *
 * const parent = await mkdtemp(join(tmpdir(), "rensa-"));
 * const { files } = await createPlugin({ folder: "rensa-plugin-swing", parent, op: "soft_step" });
 * console.log(files.includes("src/soft-step.ts")); // true
 * await rm(parent, { recursive: true });
 * ```
 */
export async function createPlugin(request: PluginRequest): Promise<CreatedPlugin> {
  const folder = await targetFolder(request.folder, request.parent ?? process.cwd());
  const names = pluginNames(request.name ?? basename(folder), request.op);
  const files = await filled(names);
  await mkdir(dirname(folder), { recursive: true });
  const staging = await mkdtemp(join(dirname(folder), ".create-plugin-"));
  try {
    for (const [path, text] of files) {
      await mkdir(dirname(join(staging, path)), { recursive: true });
      await writeFile(join(staging, path), text);
    }
    await publish(staging, folder);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return { folder, name: names.name, opName: names.opName, files: [...files.keys()].sort() };
}

/** Moves a finished folder into place. An empty folder stays the same one: it may be where the author's shell is. */
async function publish(staging: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const entry of await readdir(staging)) await rename(join(staging, entry), join(folder, entry));
}

/** The template's files by path, with the names filled in. */
async function filled(names: PluginNames): Promise<ReadonlyMap<string, string>> {
  const template = fileURLToPath(new URL("../template/", import.meta.url));
  const manifest = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  const values: Readonly<Record<string, string>> = {
    ...names,
    rensaVersion: manifest.version,
    year: String(new Date().getFullYear()),
  };
  const fill = (text: string): string =>
    text.replaceAll(/\{\{(\w+)\}\}/g, (whole, key: string) => values[key] ?? whole);
  const found = await readdir(template, { recursive: true });
  const entries = found
    .filter((path) => path.endsWith(ending))
    .map(async (path): Promise<[string, string]> => {
      const text = await readFile(join(template, path), "utf8");
      return [fill(path.slice(0, -ending.length)).replaceAll("\\", "/"), fill(text)];
    });
  return new Map(await Promise.all(entries));
}
