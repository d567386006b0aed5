/**
 * How packages are built for publishing: a module for each source, so that what a page does not use, it does not load, and
 * modules are evaluated in the order in which the tests evaluate them.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { defineConfig } from "tsdown";

const packages = readdirSync(new URL("../packages/", import.meta.url)).filter((name) => {
  const manifest = JSON.parse(readFileSync(new URL(`../packages/${name}/package.json`, import.meta.url), "utf8"));
  return manifest.private !== true;
});

export default defineConfig(
  packages.map((name) => ({
    cwd: new URL(`../packages/${name}/`, import.meta.url).pathname,
    entry: ["src/index.ts", "src/node/index.ts", "src/main.ts"].filter((file) =>
      existsSync(new URL(`../packages/${name}/${file}`, import.meta.url)),
    ),
    outDir: "dist",
    format: "esm",
    platform: "neutral",
    target: "es2022",
    dts: true,
    unbundle: true,
    clean: true,
    fixedExtension: false,
    logLevel: "warn",
  })),
);
