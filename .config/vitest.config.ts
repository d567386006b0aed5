/** How the tests run. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (name: string, file = "index.ts"): string =>
  fileURLToPath(new URL(`../packages/${name}/src/${file}`, import.meta.url));

const packages = [
  "core",
  "ops",
  "nn",
  "io",
  "optim",
  "backend-js",
  "backend-wasm",
  "data",
  "conformance",
  "create-plugin",
];

export default defineConfig({
  resolve: {
    // Examples in guides and docstrings may import any package.
    alias: [
      { find: /^rensa$/, replacement: source("rensa") },
      ...packages.map((name) => ({ find: new RegExp(`^@rensa/${name}$`), replacement: source(name) })),
      ...["data", "optim"].map((name) => ({ find: `@rensa/${name}/node`, replacement: source(name, "node/index.ts") })),
    ],
  },
  root: fileURLToPath(new URL("..", import.meta.url)),
  cacheDir: ".cache/vitest",
  test: {
    include: ["packages/*/{src,test}/**/*.test.ts", "examples/**/*.test.ts", "docs/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**", "**/.cache/**"],
    reporters: ["default", fileURLToPath(new URL("reporter.mjs", import.meta.url))],
    passWithNoTests: false,
    // A busy machine makes a test slow, not wrong.
    testTimeout: 60_000,
  },
});
