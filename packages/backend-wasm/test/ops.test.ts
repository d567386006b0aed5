/** Every op of the standard library on the WebAssembly backend: fast, with 1 and 3 threads, and strict, with 1 and 2. */
import { readdirSync } from "node:fs";
import { describeBackend } from "@rensa/conformance";
import type { OpSamples } from "@rensa/core";
import { afterAll } from "vitest";
import { wasmBackend } from "../src/index.ts";

const source = new URL("../../ops/src/", import.meta.url);
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".samples.ts"));
const all = await Promise.all(
  files.map(async (name) => ((await import(new URL(name, source).href)) as { samples: OpSamples }).samples),
);

// With a grain of 0 everything is split that can be, however small. Work is split alike whatever the numerics.
const group = (numerics: "fast" | "strict", threads: readonly number[]) => ({
  name: numerics,
  backends: threads.map((count) => wasmBackend({ threads: count, numerics, grain: 0 })),
});
const groups = [group("fast", [1, 3]), group("strict", [1, 2])];

afterAll(async () => {
  await Promise.all(groups.flatMap(({ backends }) => backends.map((backend) => backend.close())));
});

for (const samples of all) describeBackend(samples, groups);
