/** Builds and packs every package that is published, looks at what a user would install, and writes a plugin with it. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildPackages } from "./build.mjs";
import { checkTemplate } from "./check-template.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

function run(command, parameters, cwd = root) {
  const { status, stdout, stderr } = spawnSync(command, parameters, {
    cwd,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    console.error(`${command} ${parameters.join(" ")}\n${stdout}\n${stderr}`);
    process.exit(1);
  }
  return stdout;
}

if (!buildPackages()) process.exit(1);
const target = mkdtempSync(join(tmpdir(), "rensa-pack-"));
const tarballs = new Map();
for (const name of readdirSync(join(root, "packages"))) {
  const folder = join(root, "packages", name);
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (manifest.private === true) continue;
  const before = new Set(readdirSync(target));
  run("npx", ["-y", packageManager, "pack", "--pack-destination", target], folder);
  const tarball = join(
    target,
    readdirSync(target).find((file) => !before.has(file)),
  );
  tarballs.set(manifest.name, tarball);
  run("npx", ["publint", "run", tarball, "--strict"]);
  run("npx", ["attw", tarball, "--profile", "esm-only", "--quiet"]);
}
checkTemplate(tarballs, run);
rmSync(target, { recursive: true });
