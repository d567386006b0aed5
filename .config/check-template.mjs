/**
 * Writes a plugin with `npm create`, as an author does, outside this repository and against the packed packages, and
 * runs everything that its README says.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * @param tarballs The packed packages, paths by name.
 * @param run Runs a command with parameters in a folder, and ends the process where it fails.
 */
export function checkTemplate(tarballs, run) {
  const parent = mkdtempSync(join(tmpdir(), "rensa-template-"));
  const folder = join(parent, "rensa-plugin-swing");
  const command = ["exec", "--yes", `--package=${tarballs.get("@rensa/create-plugin")}`, "--", "create-plugin"];
  run("npm", [...command, "--help"], parent);
  run("npm", [...command, "rensa-plugin-swing", "--op", "soft_step"], parent);

  // What is not published yet comes from its tarball; the packages that these depend on are then there too.
  const file = join(folder, "package.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  for (const [name, path] of tarballs) {
    if (name !== "@rensa/create-plugin") manifest.devDependencies[name] = `file:${path}`;
    if (manifest.peerDependencies[name] !== undefined) manifest.peerDependencies[name] = "*";
  }
  writeFileSync(file, JSON.stringify(manifest, null, 2));

  run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts"], folder);
  for (const script of ["typecheck", "test", "docs", "build"]) run("npm", ["run", script], folder);
  for (const made of ["docs/index.html", "dist/index.js", "dist/index.d.ts", "dist/soft-step.js"])
    if (!existsSync(join(folder, made))) throw new Error(`The plugin has no ${made} after its scripts ran.`);
  const use = `import { swingPlugin } from "rensa-plugin-swing"; if (swingPlugin.name !== "rensa-plugin-swing") process.exit(1);`;
  run(process.execPath, ["--input-type=module", "--eval", use], folder);
  rmSync(parent, { recursive: true });
}
