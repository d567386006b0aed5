/**
 * What a page that builds and trains W3 of the benchmarks loads, minified and gzipped, file by file as servers send them: at
 * once its entry and what this imports, and then what its programs need. What is imported only where it is needed, it
 * does not load: the JavaScript backend, threads, rarer functions, loops and branches, plugins, the search for what made a NaN.
 */
import { rmSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { bundle, type Bundle } from "./bundle.ts";

const limit = 87_000;

/** What W3 loads as it compiles, by the names of its chunks, and how much it may load with that. */
const later = {
  chunks: ["program-support", "contraction-support", "common-functions", "whole-lanes", "index-check"],
  limit: 121_000,
};

describe("a page that trains a convolutional network", () => {
  let built: Bundle;

  beforeAll(async () => {
    built = await bundle("w3");
    rmSync(built.folder, { recursive: true });
  });

  it("loads no more than its limit, minified and gzipped", () => {
    const loaded = loadedAtOnce(built.chunks);
    const bytes = total(loaded, gzipped);
    const others = built.chunks.filter((chunk) => !loaded.includes(chunk));
    console.log(
      `A page that trains W3: ${count(bytes)} bytes gzipped of at most ${count(limit)}; ${count(total(loaded, ({ code }) => code.length))} minified. ` +
        `Only where it is needed: ${others.map((chunk) => `${chunk.name} ${count(gzipped(chunk))}`).join(", ")}. ` +
        `Before minifying:\n${breakdown(loaded)}`,
    );
    expect(bytes).toBeLessThanOrEqual(limit);
    const needed = built.chunks.filter(({ name }) => later.chunks.includes(name));
    expect(needed.map(({ name }) => name).sort()).toEqual(later.chunks.toSorted());
    expect(total(loaded.concat(withImports(needed, built.chunks, loaded)), gzipped)).toBeLessThanOrEqual(later.limit);
  });

  it("does not load what compiles, nor the JavaScript backend and threads, before it needs them", () => {
    const modules = loadedAtOnce(built.chunks).flatMap((chunk) => Object.keys(chunk.modules));
    expect(
      modules.filter((id) =>
        /backend-js\/|backend-wasm\/src\/(assembler|nest|program)\/|threads\/(thread-support|pool|crew|worker|barrier|page-run)/.test(
          id,
        ),
      ),
    ).toEqual([]);
  });

  it("is built without a warning", () => {
    expect(built.warnings).toEqual([]);
  });
});

/** The entries and all that these import, directly or not, other than by `import()`. */
function loadedAtOnce(chunks: Bundle["chunks"]): Bundle["chunks"] {
  return withImports(
    chunks.filter(({ isEntry }) => isEntry),
    chunks,
  );
}

/** Chunks and all that these import, directly or not, but what was loaded before. */
function withImports(
  some: Bundle["chunks"],
  chunks: Bundle["chunks"],
  before: Bundle["chunks"] = [],
): Bundle["chunks"] {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const loaded = new Set<Bundle["chunks"][number]>();
  const pending = [...some];
  for (let chunk = pending.pop(); chunk !== undefined; chunk = pending.pop()) {
    if (loaded.has(chunk) || before.includes(chunk)) continue;
    loaded.add(chunk);
    pending.push(...chunk.imports.flatMap((name) => byName.get(name) ?? []));
  }
  return [...loaded];
}

function gzipped({ code }: { readonly code: string }): number {
  return gzipSync(code, { level: 9 }).length;
}

function total(chunks: Bundle["chunks"], sizeOf: (chunk: Bundle["chunks"][number]) => number): number {
  return chunks.reduce((sum, chunk) => sum + sizeOf(chunk), 0);
}

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
