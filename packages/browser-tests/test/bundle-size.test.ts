/** What a page that builds and trains W3 of the benchmarks weighs: all of its JavaScript, minified and gzipped. */
import { rmSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { bundle, type Bundle } from "./bundle.ts";

const limit = 80_000;

it(
  "a page that trains a convolutional network is at most 80 KB, minified and gzipped",
  { timeout: 60_000 },
  async () => {
    const { chunks, folder } = await bundle("w3");
    rmSync(folder, { recursive: true });
    const code = chunks.map((chunk) => chunk.code).join("\n");
    const bytes = gzipSync(code, { level: 9 }).length;
    console.log(
      `A page that trains W3: ${count(bytes)} bytes gzipped of at most ${count(limit)}; ${count(code.length)} minified. Before minifying:\n${breakdown(chunks)}`,
    );
    expect(bytes).toBeLessThanOrEqual(limit);
  },
);

/** A line for each package: bytes of its modules after tree-shaking and before minifying, and their share. */
function breakdown(chunks: Bundle["chunks"]): string {
  const sizes = new Map<string, number>();
  for (const [id, { renderedLength }] of chunks.flatMap(({ modules }) => Object.entries(modules))) {
    const name = packageOf(id);
    sizes.set(name, (sizes.get(name) ?? 0) + renderedLength);
  }
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  return [...sizes]
    .sort(([, a], [, b]) => b - a)
    .map(
      ([name, size]) =>
        `  ${name.padEnd(14)}${count(size).padStart(9)}${((100 * size) / total).toFixed(1).padStart(7)} %`,
    )
    .join("\n");
}

/** The package that a module belongs to: one of ours, or one of the registry's. */
function packageOf(id: string): string {
  const installed = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1];
  return installed ?? /\/packages\/([^/]+)\//.exec(id)?.[1] ?? "vite";
}

function count(bytes: number): string {
  return bytes.toLocaleString("en-US");
}
