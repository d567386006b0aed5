/** Every op of the package, by its samples. */
import { readdirSync } from "node:fs";
import { describeOp } from "@rensa/conformance";
import type { OpSamples } from "@rensa/core";
import { describe, expect, it } from "vitest";
import { standardOps } from "../src/index.ts";

const source = new URL("../src/", import.meta.url);
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".samples.ts"));
const all = await Promise.all(
  files.map(async (name) => ((await import(new URL(name, source).href)) as { samples: OpSamples }).samples),
);

for (const samples of all) describeOp(samples);

describe("the package", () => {
  it("has samples for every op but transposes and inner parts, which the ops that use them exercise", () => {
    const described = new Set(all.map(({ op }) => op.definition.name));
    const missing = standardOps.ops.map(({ definition }) => definition.name).filter((name) => !described.has(name));
    expect(missing.sort()).toEqual([
      "convolution_transpose",
      "convolution_weights",
      "convolve",
      "convolve_weights",
      "interleave",
      "scatter_add",
      "unslice",
      "window_argmax",
      "window_gather",
      "window_scatter",
      "window_spread",
      "window_sum",
    ]);
  });

  it("has at least 60 ops", () => {
    expect(standardOps.ops.length).toBeGreaterThanOrEqual(60);
  });
});
