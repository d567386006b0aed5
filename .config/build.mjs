/**
 * Builds what is published: a module for each source, so that what a page does not use, it does not load, and modules are
 * evaluated in the order in which the tests evaluate them. It begins anew, so that nothing of a source that is gone is packed.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");

/** The folders of the packages that are published. */
export function publishedFolders() {
  return readdirSync(join(root, "packages"))
    .map((name) => join(root, "packages", name))
    .filter((folder) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).private !== true);
}

/** Builds all published packages; false where that failed, with the compiler's words on standard output. */
export function buildPackages() {
  const folders = publishedFolders();
  for (const folder of folders)
    for (const made of ["dist", ".cache/tsc"]) rmSync(join(folder, made), { recursive: true, force: true });
  return spawnSync(process.execPath, [compiler, "-b", ...folders], { stdio: "inherit" }).status === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.error("Building the packages, which takes half a minute or so ...");
  if (!buildPackages()) process.exit(1);
  console.error(`Built ${String(publishedFolders().length)} packages: packages/*/dist`);
}
