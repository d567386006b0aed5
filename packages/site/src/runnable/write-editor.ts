/** What the editor of programs loads when somebody opens it: the declarations, and the worker that knows them. */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import type { EntryPoint } from "../reference/entry-points.ts";
import { root } from "../root.ts";
import { emitDeclarations, typeFiles } from "./declarations.ts";

/** What `run/editor.json` says: the files of both. */
export interface EditorFiles {
  readonly checker: string;
  /** JSON, through gzip: not every server does that to what it sends. */
  readonly types: string;
}

/** Writes them into a folder. */
export async function writeEditor(doors: readonly EntryPoint[], folder: string): Promise<void> {
  const [script] = await Promise.all([buildChecker(), emitDeclarations(doors)]);
  const types = gzipSync(JSON.stringify(typeFiles(doors)));
  const list: EditorFiles = {
    checker: `checker-${hashOf(script)}.js`,
    types: `types-${hashOf(types)}.bin`,
  };
  writeFileSync(join(folder, list.checker), script);
  writeFileSync(join(folder, list.types), types);
  writeFileSync(join(folder, "editor.json"), JSON.stringify(list));
}

async function buildChecker(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [join(root, "packages", "site", "src", "runnable", "checker", "checker.worker.ts")],
    bundle: true,
    minify: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    logLevel: "error",
    write: false,
  });
  const [script] = outputFiles;
  if (script === undefined) throw new Error("esbuild wrote no checker.");
  return script.contents;
}

function hashOf(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 8);
}
