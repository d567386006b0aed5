/**
 * What pages load of the packed packages, minified and gzipped file by file: at once (their entries and what these import),
 * and in all, with what their programs need besides.
 */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { viteBuild, viteManifest } from "./bundle/bundlers.ts";
import { write } from "./project.ts";
import { CheckFailure, failOn } from "./run-command.ts";
import type { Step } from "./step.ts";
import { root } from "./workspace.ts";

/** What is weighed of a page. */
interface Load {
  readonly what: string;
  /** Bytes that it may have. */
  readonly limit: number;
  /** Modules, by the names of their files, that count beside those that the page loads at once. */
  readonly later: readonly string[];
}

/** A page that is weighed. */
interface Page {
  readonly name: string;
  readonly loads: readonly Load[];
  readonly entry: string;
  /** Its sources, relative to `packages`. */
  readonly sources: Readonly<Record<string, string>>;
}

const pages: readonly Page[] = [
  {
    name: "W3",
    loads: [
      { what: "W3 at once", limit: 79_100, later: [] },
      {
        what: "W3 in all",
        limit: 113_000,
        later: ["program-support", "contraction-support", "common-functions", "whole-lanes", "index-check"],
      },
    ],
    entry: "w3/page.ts",
    sources: { "w3/page.ts": "browser-tests/src/w3/page.ts", "network.ts": "browser-tests/src/network.ts" },
  },
  {
    name: "compile",
    loads: [
      { what: "compile at once", limit: 53_600, later: [] },
      { what: "compile in all", limit: 84_000, later: ["program-support", "contraction-support"] },
    ],
    entry: "compile/page.ts",
    sources: { "compile/page.ts": "outside/src/app/compile-page.ts" },
  },
  {
    name: "connect",
    loads: [{ what: "connect", limit: 15_000, later: [] }],
    entry: "connect/page.ts",
    sources: { "connect/page.ts": "outside/src/app/connect-page.ts" },
  },
];

export const checkSizes: Step = {
  name: "size",
  claim: "pages that train a network, only compile, or only talk to a worker load no more than their limits",
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
      for (const { what, limit, later } of page.loads) {
        const files = filesLoaded(output, later);
        const bytes = files.reduce((total, file) => total + gzippedBytes(join(output, file)), 0);
        const finding = `${what} ${count(bytes)} bytes gzipped of ${count(limit)}`;
        sizes.push(finding);
        if (bytes > limit) faults.push(finding);
      }
    }
    failOn("These pages load too much", faults);
    return sizes.join(", ");
  },
};

/** The files of the entries, of some modules that are imported by `import()`, and of all that these import. */
function filesLoaded(output: string, modules: readonly string[]): readonly string[] {
  const manifest = viteManifest(output);
  const keys = Object.keys(manifest);
  const later = modules.map((module) => {
    const key = keys.find((each) => manifest[each]?.name === module);
    if (key === undefined)
      throw new CheckFailure(`There is no chunk of ${module}: say in check-sizes.ts what is loaded.`);
    return key;
  });
  const loaded = new Set<string>();
  const pending = [...keys.filter((key) => manifest[key]?.isEntry === true), ...later];
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
