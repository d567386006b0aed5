/** createPlugin: the template with its names filled in, written as a whole or not at all. */
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { forms, pluginForm, type PluginForm } from "./forms.ts";
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
  /** How that op is written: `scalar`, `composite`, `loops`, `scan`, `host` or `random`. Default: `scalar`. */
  readonly form?: PluginForm | undefined;
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
 * @param request - The folder, the form of its op, and what is written.
 *
 * @throws TypeError with a sentence for the author, where a name or a form is not allowed, or the folder is not empty, or not below
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
  const files = await filled(names, pluginForm(request.form ?? "scalar"));
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

/** The template's files by path, with the names filled in; the op and its samples are those of the form. */
async function filled(names: PluginNames, form: PluginForm): Promise<ReadonlyMap<string, string>> {
  const template = fileURLToPath(new URL("../template/", import.meta.url));
  const manifest = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  const { usesOps, ...texts } = forms[form];
  const values: Readonly<Record<string, string>> = {
    ...names,
    ...texts,
    ops: usesOps ? `,\n    "@rensa/ops": "^${manifest.version}"` : "",
    rensaVersion: manifest.version,
    year: String(new Date().getFullYear()),
  };
  // What a text of the form names is filled in too.
  const once = (text: string): string =>
    text.replaceAll(/\{\{(\w+)\}\}/g, (whole, key: string) => values[key] ?? whole);
  const fill = (text: string): string => once(once(text));
  const found = await readdir(template, { recursive: true });
  const entries = found
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(ending) && (!path.startsWith("forms/") || path.startsWith(`forms/${form}/`)))
    .map(async (path): Promise<[string, string]> => {
      const text = await readFile(join(template, path), "utf8");
      return [fill(placeOf(path.slice(0, -ending.length))), fill(text)];
    });
  return new Map(await Promise.all(entries));
}

/** Where a file of the template goes: those of a form are the op's. */
function placeOf(path: string): string {
  return path.replace(/^forms\/\w+\/op/, "src/{{file}}").replace(/^forms\/\w+\/samples/, "src/{{file}}.samples");
}
