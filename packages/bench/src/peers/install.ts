/**
 * The peers from npm. They are large and only a benchmark needs them, so they are no dependency of the repository: they
 * stand in a folder of their own, with a lockfile of their own, and are installed there when they are first wanted.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const folder = new URL("../../peers/", import.meta.url);
const stamp = new URL("node_modules/.rensa-peers", folder);
const lockfile = new URL("pnpm-lock.yaml", folder);

/**
 * Installs the peers where they are not yet installed.
 *
 * @throws Error Where pnpm fails.
 */
export function installPeers(): void {
  const wanted = readFileSync(lockfile, "utf8");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  const root = JSON.parse(readFileSync(new URL("../../../../package.json", import.meta.url), "utf8")) as {
    readonly packageManager: string;
  };
  process.stderr.write("Installing the peers (about 300 MB) ...\n");
  const { status } = spawnSync(
    "npx",
    ["-y", root.packageManager, "install", "--frozen-lockfile", "--ignore-workspace"],
    {
      cwd: fileURLToPath(folder),
      stdio: ["ignore", 2, 2],
      shell: process.platform === "win32",
    },
  );
  if (status !== 0) throw new Error("The peers could not be installed; the output of pnpm stands above.");
  writeFileSync(stamp, wanted);
}

const requirePeer = createRequire(new URL("package.json", folder));

/** A file of an installed peer, by what one would import. */
export function resolvePeer(specifier: string): string {
  return requirePeer.resolve(specifier);
}

/** The version of an installed peer. */
export function peerVersion(name: string): string {
  const manifest = new URL(`node_modules/${name}/package.json`, folder);
  return (JSON.parse(readFileSync(manifest, "utf8")) as { readonly version: string }).version;
}

/** Imports a peer. Its types are those that the caller knows of it: it may not be there when types are checked. */
export async function importPeer(specifier: string): Promise<unknown> {
  return import(pathToFileURL(resolvePeer(specifier)).href);
}
