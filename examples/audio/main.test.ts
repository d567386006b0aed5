import { readdirSync } from "node:fs";
import { describeBackend, describeOp } from "@rensa/conformance";
import type { OpSamples } from "@rensa/core";
import { difference } from "@rensa/core/compiler";
import { add, mul } from "@rensa/ops";
import { compile, f32, printGraph, sampleTensor, standardRegistry, trace, wasmBackend } from "rensa";
import { afterAll, describe, expect, it } from "vitest";
import { heard, hearWhistle } from "./main.ts";
import { audioPlugin, hertzOf, melOf, stft } from "./plugin/index.ts";

const folder = new URL("plugin/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".samples.ts"));
const all = await Promise.all(
  files.map(async (name) => ((await import(new URL(name, folder).href)) as { samples: OpSamples }).samples),
);
const wasm = wasmBackend({ threads: 1 });
afterAll(() => wasm.close());

for (const samples of all) {
  describeOp(samples);
  describeBackend(samples, [{ name: "wasm", backends: [wasm] }]);
}

describe("the plugin", () => {
  it("has samples for each op, and stands in a registry", () => {
    const described = all.map(({ op }) => op.definition.name).sort();
    expect(
      Object.values(audioPlugin.ops)
        .map(({ definition }) => definition.name)
        .sort(),
    ).toEqual(described);
    for (const name of described) expect(standardRegistry(audioPlugin).get(name).name).toBe(name);
  });

  it("transforms as Fourier's sum does", async () => {
    const x = sampleTensor([20]);
    const [size, hop] = [8, 4];
    const parts = await compile(trace({ x: f32(20) }, (inputs) => stft(inputs.x, { size, hop })));
    const { real, imaginary } = parts.run({ x });
    const frame = Array.from({ length: size }, (_, k) => x.data[2 * hop + k]! * Math.sin((Math.PI * k) / size) ** 2);
    for (let bin = 0; bin <= size / 2; bin++) {
      const sum = (wave: (angle: number) => number) =>
        frame.reduce((total, value, k) => total + value * wave((2 * Math.PI * k * bin) / size), 0);
      expect(real.data[2 * 5 + bin]).toBeCloseTo(sum(Math.cos), 5);
      expect(imaginary.data[2 * 5 + bin]).toBeCloseTo(-sum(Math.sin), 5);
    }
  });

  it("records composites as their parts, under their names", () => {
    const { graph } = trace({ x: f32(20) }, ({ x }) => {
      const { real, imaginary } = stft(x, { size: 8, hop: 4 });
      return add(real, mul(imaginary, 2));
    });
    expect(printGraph(graph)).toMatch(/frames.*in "stft"/);
  });

  it("has mels that lead back to hertz", () => {
    expect(melOf(1000)).toBeCloseTo(1000, 0);
    expect([0, 440, 4000].map((hertz) => hertzOf(melOf(hertz)))).toEqual(
      [0, 440, 4000].map((hertz) => expect.closeTo(hertz, 9)),
    );
  });
});

describe("the whistle", () => {
  it("is found by pitch and loudness", async () => {
    const lines: string[] = [];
    const { found, losses } = await hearWhistle((line) => lines.push(line));
    expect(losses.at(-1)).toBeLessThan(1e-6 * losses[0]!);
    expect(difference([found.from, found.to, found.loudness], [heard.from, heard.to, heard.loudness], 1e-3)).toBeNull();
    expect(lines.join("\n")).toContain("█");
  });
});
