/** Building all packages and packing them, as they would be published. */
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run } from "../run-command.ts";
import { manifestIn, publishedPackages, root, type Manifest } from "../workspace.ts";

/** A packed package. */
export interface Tarball {
  /** Its file. */
  readonly path: string;
  /** Its contents. */
  readonly folder: string;
  /** As it was packed. */
  readonly manifest: Manifest;
}

/** Builds and packs into a folder. */
export async function packInto(folder: string): Promise<void> {
  await run(process.execPath, [join(root, ".config", "build.mjs")], { folder: root });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { packageManager = "pnpm" } = manifestIn(root);
  const filters = publishedPackages().map(({ manifest }) => `--filter=${manifest.name}`);
  const pack = ["-y", packageManager, "--recursive", ...filters, "pack", "--json", "--pack-destination", folder];
  await run("npx", pack, { folder: root });
  for (const file of tarballFiles(folder)) {
    const contents = join(folder, file.replace(/\.tgz$/, ""));
    mkdirSync(contents);
    await run("tar", ["-xzf", file, "-C", contents], { folder });
  }
}

/** What was packed into a folder; nothing where it was not. */
export function tarballsIn(folder: string): readonly Tarball[] {
  return tarballFiles(folder).map((file) => {
    const contents = join(folder, file.replace(/\.tgz$/, ""), "package");
    return { path: join(folder, file), folder: contents, manifest: manifestIn(contents) };
  });
}

function tarballFiles(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".tgz")) : [];
}
