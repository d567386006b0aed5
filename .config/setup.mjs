/**
 * Installs the dependencies where they are not yet installed, with Node and npm alone: pnpm is fetched by npx, in the
 * version that package.json pins. When nothing has changed since, this costs a few milliseconds.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);
const stamp = new URL("node_modules/.rensa-setup", root);
const folders = ["packages", "examples"].flatMap((group) =>
  readdirSync(new URL(`${group}/`, root)).map((name) => `${group}/${name}/package.json`),
);
const files = ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", ...folders];

const hash = createHash("sha256");
for (const file of files) {
  const url = new URL(file, root);
  if (existsSync(url)) hash.update(file).update(readFileSync(url));
}
const wanted = hash.digest("hex");

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
  const { packageManager } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
  console.error(`Setting up with ${packageManager} ...`);
  const { status } = spawnSync("npx", ["-y", packageManager, "install", "--frozen-lockfile"], {
    cwd: fileURLToPath(root),
    // Standard output belongs to the command that runs after this one.
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    console.error("The set-up failed; its output stands above.");
    process.exit(status ?? 1);
  }
  writeFileSync(stamp, wanted);
}
