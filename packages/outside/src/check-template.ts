/** A plugin made by `npm create`, as an author makes it, with what was packed; everything that its README says is run. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tarballOf } from "./pack/check-tarballs.ts";
import { failOn, run } from "./run-command.ts";
import type { Step } from "./step.ts";

const made = ["docs/index.html", "dist/index.js", "dist/index.d.ts", "dist/soft-step.js"];

export const checkTemplate: Step = {
  name: "plugin",
  claim: "a plugin made by create-plugin passes its own types, tests, reference and build, and can be imported",
  run: async (place) => {
    const parent = join(place.folder, "plugin");
    const folder = join(parent, "rensa-plugin-swing");
    rmSync(parent, { recursive: true, force: true });
    mkdirSync(parent);
    const { path } = tarballOf(place, "@rensa/create-plugin");
    const create = ["exec", "--yes", `--package=${path}`, "--", "create-plugin"];
    await run("npm", [...create, "--help"], { folder: parent });
    await run("npm", [...create, "rensa-plugin-swing", "--op", "soft_step"], { folder: parent });
    useTarballs(folder, new Map(place.tarballs.map((tarball) => [tarball.manifest.name, tarball.path])));
    await run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts"], { folder });
    const scripts = ["typecheck", "test", "docs", "build"];
    for (const script of scripts) await run("npm", ["run", script], { folder });
    failOn(
      `The plugin's scripts did not make, in ${folder}`,
      made.filter((file) => !existsSync(join(folder, file))),
    );
    const use = `import { swingPlugin } from "rensa-plugin-swing"; if (swingPlugin.name !== "rensa-plugin-swing") process.exit(1);`;
    await run(process.execPath, ["--input-type=module", "--eval", use], { folder });
    return scripts.join(", ");
  },
};

/** What the manifest of a plugin holds of others. */
interface PluginManifest {
  readonly devDependencies: Record<string, string>;
  readonly peerDependencies: Record<string, string>;
}

/** What is not published yet comes from its tarball; the packages that these depend on are then there too. */
function useTarballs(folder: string, paths: ReadonlyMap<string, string>): void {
  const file = join(folder, "package.json");
  const manifest = JSON.parse(readFileSync(file, "utf8")) as PluginManifest;
  for (const [name, path] of paths) {
    if (name !== "@rensa/create-plugin") manifest.devDependencies[name] = `file:${path}`;
    if (name in manifest.peerDependencies) manifest.peerDependencies[name] = "*";
  }
  writeFileSync(file, JSON.stringify(manifest, null, 2));
}
