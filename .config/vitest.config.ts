/** How the tests run. */
import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What users import, by the sources of it: each entry of the packages' `exports`. */
const entries: readonly (readonly [string, string])[] = [
  "core",
  "ops",
  "nn",
  "explain",
  "io",
  "optim",
  "backend-js",
  "backend-wasm",
  "data",
  "digits",
  "conformance",
  "create-plugin",
  "rensa",
].flatMap((folder) => {
  const manifest = new URL(`../packages/${folder}/package.json`, import.meta.url);
  const { name, exports } = JSON.parse(readFileSync(manifest, "utf8")) as Manifest;
  const sources = Object.entries(exports).filter(([, source]) => source.endsWith(".ts"));
  return sources.map(([entry, source]) => [name + entry.slice(1), fileURLToPath(new URL(source, manifest))] as const);
});

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string>>;
}

/** The files that take longest, which begin first, so that none of them runs alone at the end. */
const longest = [
  "packages/backend-wasm/test/ops.test.ts",
  "packages/browser-tests/test/chromium.test.ts",
  "packages/ops/test/ops.test.ts",
  "packages/rensa/test/kill.test.ts",
  "docs/examples.test.ts",
  "packages/ops/test/torch.test.ts",
  "packages/ops/test/sizes.test.ts",
  "packages/ops/test/stored-attributes.test.ts",
  "packages/nn/test/lengths.test.ts",
  "examples/digits/main.test.ts",
  "packages/fuzz/test/oracles.test.ts",
  "packages/fuzz/test/files.test.ts",
  "packages/fuzz/test/largest-files.test.ts",
  "examples/text/main.test.ts",
];

/**
 * Tests of trainings, which run a second time where the values of programs stand in another thread: those that ask for
 * the backend under test. Left out is what has a thread or a process of its own, and what is about the numbers of optimizers.
 */
const trainings = readdirSync(new URL("../packages/optim/test/", import.meta.url))
  .filter((name) => name.endsWith(".test.ts") && !/^(worker|search|float64)/.test(name))
  .map((name) => `packages/optim/test/${name}`)
  .filter((path) =>
    /"\.\/(line|backend-under-test)\.ts"/.test(readFileSync(new URL(`../${path}`, import.meta.url), "utf8")),
  );

/** Tests that replace modules, or what a process has, which others would get too if they shared it. */
const replacing = [
  "packages/backend-wasm/src/threads/pool.test.ts",
  "packages/data/test/parquet-numbers.test.ts",
  "packages/ops/test/arguments.test.ts",
];

const nowhere = ["**/node_modules/**", "**/dist/**", "**/.cache/**"];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const found = longest.findIndex((name) => moduleId.endsWith(name));
      return found < 0 ? longest.length : found;
    };
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => place(one) - place(other));
  }
}

export default defineConfig({
  resolve: {
    // Examples in guides and docstrings may import any package.
    alias: entries.map(([name, replacement]) => ({ find: new RegExp(`^${name}$`), replacement })),
  },
  root: fileURLToPath(new URL("..", import.meta.url)),
  cacheDir: ".cache/vitest",
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "here",
          include: ["packages/*/{src,test}/**/*.test.ts", "examples/**/*.test.ts", "docs/**/*.test.ts"],
          exclude: [...nowhere, ...replacing],
        },
      },
      { extends: true, test: { name: "alone", include: replacing, isolate: true } },
      {
        extends: true,
        test: { name: "elsewhere", include: trainings, env: { RENSA_TEST_BACKEND: "remote" } },
      },
    ],
    exclude: nowhere,
    // Nothing here has global state, so that files may share a process and the modules in it: half of the time was loading them.
    isolate: false,
    reporters: ["default", fileURLToPath(new URL("reporter.mjs", import.meta.url))],
    setupFiles: [fileURLToPath(new URL("properties.ts", import.meta.url))],
    passWithNoTests: false,
    // All cores: by default one is left over, of two that is half of them.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: LongestFirst },
    // A busy machine makes a test slow, not wrong: these are only for what would never end.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
