/** Every op of the standard library on the WebAssembly backend: fast and strict, with 1, 2 and 3 threads. */
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

// With a grain of 0 everything is split that can be, however small.
const group = (numerics: "fast" | "strict") => ({
  name: numerics,
  backends: [1, 2, 3].map((threads) => wasmBackend({ threads, numerics, grain: 0 })),
});
const groups = [group("fast"), group("strict")];

afterAll(async () => {
  await Promise.all(groups.flatMap(({ backends }) => backends.map((backend) => backend.close())));
});

for (const samples of all) describeBackend(samples, groups);
