/** The packages as modules for programs in pages, and the worker that runs those, made by esbuild with shared parts. */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { build, type BuildOptions } from "esbuild";
import type { EntryPoint } from "../reference/entry-points.ts";
import { root } from "../root.ts";
import { hindranceOfModule } from "./runs-in-page.ts";

/** What `run/modules.json` says. */
export interface ModuleList {
  /** The script of the worker. */
  readonly worker: string;
  /** The file of each module that a program may import. */
  readonly modules: Readonly<Record<string, string>>;
  /** All files that those ask for. */
  readonly files: readonly string[];
}

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  // Names stay as they are: they are printed, and stand in stacks.
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: "error",
};

/** Writes them into a folder. */
export async function writeModules(doors: readonly EntryPoint[], folder: string): Promise<ModuleList> {
  const programs = doors.filter(({ specifier }) => hindranceOfModule(specifier) === null);
  const optim = createRequire(join(root, "packages", "optim", "package.json"));
  const rxjs = join(dirname(optim.resolve("rxjs/package.json")), "dist", "esm", "index.js");
  const entries = [
    ...programs.map(({ specifier, file }) => ({ specifier, in: join(root, file) })),
    { specifier: "rxjs", in: rxjs },
  ];
  const { metafile } = await build({
    ...shared,
    entryPoints: entries.map(({ specifier, in: path }) => ({ in: path, out: fileName(specifier) })),
    outdir: folder,
    splitting: true,
    entryNames: "[name]-[hash]",
    metafile: true,
  });
  const outputs = Object.entries(metafile.outputs);
  const list: ModuleList = {
    worker: await writeWorker(folder),
    modules: Object.fromEntries(
      entries.map(({ specifier, in: path }) => {
        const [file] = outputs.find(([, { entryPoint }]) => entryPoint === relative(root, path)) ?? [];
        if (file === undefined) throw new Error(`esbuild wrote no module for ${specifier}.`);
        return [specifier, basename(file)];
      }),
    ),
    files: outputs.map(([file]) => basename(file)),
  };
  writeFileSync(join(folder, "modules.json"), JSON.stringify(list));
  return list;
}

async function writeWorker(folder: string): Promise<string> {
  const { outputFiles } = await build({
    ...shared,
    minify: true,
    // Workers that are modules do not begin in a frame without an origin, in Chromium; a script imports modules as well.
    format: "iife",
    entryPoints: [join(root, "packages", "site", "src", "runnable", "room", "room.worker.ts")],
    outdir: folder,
    write: false,
  });
  const [script] = outputFiles;
  if (script === undefined) throw new Error("esbuild wrote no worker.");
  const name = `room-${createHash("sha256").update(script.contents).digest("hex").slice(0, 8)}.js`;
  writeFileSync(join(folder, name), script.contents);
  return name;
}

function fileName(specifier: string): string {
  return specifier.replace("@", "").replaceAll("/", "-");
}
