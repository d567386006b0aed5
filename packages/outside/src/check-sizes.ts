/** What pages load of the packed packages: their entries and what these import, minified and gzipped file by file. */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { viteBuild, viteManifest } from "./bundle/bundlers.ts";
import { write } from "./project.ts";
import { failOn } from "./run-command.ts";
import type { Step } from "./step.ts";
import { root } from "./workspace.ts";

/** A page that is weighed. */
interface Page {
  readonly name: string;
  /** Bytes that it may load. */
  readonly limit: number;
  readonly entry: string;
  /** Its sources, relative to `packages`. */
  readonly sources: Readonly<Record<string, string>>;
}

const pages: readonly Page[] = [
  {
    name: "W3",
    limit: 112_000,
    entry: "w3/page.ts",
    sources: { "w3/page.ts": "browser-tests/src/w3/page.ts", "network.ts": "browser-tests/src/network.ts" },
  },
  {
    name: "compile",
    limit: 112_000,
    entry: "compile/page.ts",
    sources: { "compile/page.ts": "outside/src/app/compile-page.ts" },
  },
];

export const checkSizes: Step = {
  name: "size",
  claim: "pages that train a network, and that only compile, load no more than their limits",
  run: async ({ project, folder }) => {
    const sizes: string[] = [];
    const faults: string[] = [];
    for (const page of pages) {
      const sources = join(project, `size-${page.name}`);
      rmSync(sources, { recursive: true, force: true });
      mkdirSync(sources);
      for (const [file, source] of Object.entries(page.sources))
        write(join(sources, file), readFileSync(join(root, "packages", source), "utf8"));
      const output = join(folder, "sizes", page.name);
      const build = { outDir: output, emptyOutDir: true, manifest: true };
      const input = join(sources, page.entry);
      await viteBuild(project, `size-${page.name}`, {
        publicDir: false,
        build: { ...build, rolldownOptions: { input } },
      });
      const bytes = loadedAtOnce(output).reduce((total, file) => total + gzippedBytes(join(output, file)), 0);
      const finding = `${page.name} ${count(bytes)} bytes gzipped of ${count(page.limit)}`;
      sizes.push(finding);
      if (bytes > page.limit) faults.push(finding);
    }
    failOn("These pages load too much", faults);
    return sizes.join(", ");
  },
};

/** The entries and all that these import, directly or not, other than by `import()`. */
function loadedAtOnce(output: string): readonly string[] {
  const manifest = viteManifest(output);
  const loaded = new Set<string>();
  const pending = Object.keys(manifest).filter((key) => manifest[key]?.isEntry === true);
  for (let key = pending.pop(); key !== undefined; key = pending.pop()) {
    if (loaded.has(key)) continue;
    loaded.add(key);
    pending.push(...(manifest[key]?.imports ?? []));
  }
  return [...loaded].flatMap((key) => manifest[key]?.file ?? []);
}

function gzippedBytes(file: string): number {
  return gzipSync(readFileSync(file), { level: 9 }).length;
}

function count(bytes: number): string {
  return bytes.toLocaleString("en-US");
}
