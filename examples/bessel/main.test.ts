import { describePlugin } from "@rensa/conformance";
import { neg } from "@rensa/ops";
import { difference } from "@rensa/core/compiler";
import { compile, createEngine, f32, jsBackend, sampleTensor, trace, wasmBackend } from "rensa";
import { afterAll, describe, expect, it } from "vitest";
import { drum, hearDrum } from "./main.ts";
import { samples as besselJSamples } from "./plugin/bessel-j.samples.ts";
import { samples as drumModeSamples } from "./plugin/drum-mode.samples.ts";
import { besselByRecurrence, besselJ, besselPlugin } from "./plugin/index.ts";

const wasm = wasmBackend({ threads: 1 });
afterAll(() => wasm.close());

describePlugin(besselPlugin, {
  samples: [besselJSamples, drumModeSamples],
  backends: [
    { name: "js", backends: [jsBackend()] },
    { name: "wasm", backends: [wasm] },
  ],
  graphs: [
    { name: "J_1 of a negative", inputs: [sampleTensor([5])], apply: (x) => besselJ(neg(x), { order: 1 }) },
    { name: "J_0 of a negative", inputs: [sampleTensor([5])], apply: (x) => besselJ(neg(x)) },
  ],
});

describe("the kernel by recurrence", () => {
  it("has the values of the integral to the last digits, where the integral has them", () => {
    // Both by themselves, in doubles.
    const byIntegral = (order: number, x: number): number => {
      const terms = Array.from({ length: 64 }, (_, k) => ((k + 0.5) * Math.PI) / 64);
      return terms.reduce((sum, t) => sum + Math.cos(order * t - x * Math.sin(t)), 0) / 64;
    };
    for (const order of [-3, -2, 0, 1, 5, 12])
      for (const x of [-70, -8.5, -1e-3, 0, 1e-3, 0.5, 2.4, 11, 40, 75])
        expect(besselByRecurrence(order, x), `J_${order}(${x})`).toBeCloseTo(byIntegral(order, x), 12);
    expect([Number.NaN, Infinity].map((x) => besselByRecurrence(0, x))).toEqual([Number.NaN, Number.NaN]);
  });

  it.each([jsBackend(), wasm])("is used on the backend $name, and agrees with the oracle there", async (backend) => {
    for (const order of [0, 1, 4]) {
      const traced = trace({ x: f32(8, 5) }, ({ x }) => besselJ(x, { order }));
      const inputs = { x: sampleTensor([8, 5], -30, 30) };
      const program = await createEngine({ backend, plugins: [besselPlugin] }).compile(traced);
      const oracle = await createEngine({ backend: jsBackend(), plugins: [besselPlugin] }).compile(traced, {
        precision: "f64",
      });
      expect(program.stages.kernels.map(({ kind }) => kind)).toEqual(["host"]);
      expect(oracle.stages.kernels.map(({ kind }) => kind)).toEqual(["rows"]);
      expect(difference(program.run(inputs).data, oracle.run(inputs).data, 1e-6)).toBeNull();
    }
  });
});

describe("the rule of parity", () => {
  it.each([
    [0, ["input", "bessel_j"]],
    [1, ["input", "bessel_j", "neg"]],
  ] as const)("takes the minus out of J_%d(-x)", async (order, ops) => {
    const traced = trace({ x: f32(3) }, ({ x }) => besselJ(neg(x), { order }));
    const program = await createEngine({ plugins: [besselPlugin] }).compile(traced);
    expect(Object.values(program.stages.graph.nodes).map(({ op }) => op)).toEqual(ops);
    const x = sampleTensor([3]);
    const plain = await compile(traced);
    expect(difference(program.run({ x }).data, plain.run({ x }).data, 1e-6)).toBeNull();
  });
});

describe("the drum", () => {
  it("tells the stiffness of its rim", async () => {
    const lines: string[] = [];
    const { heard, played, stiffness, pitch, losses } = await hearDrum((line) => lines.push(line));
    expect(losses.at(-1)).toBeLessThan(1e-6 * losses[0]!);
    expect(stiffness).toBeCloseTo(drum.stiffness, 2);
    expect(pitch).toBeCloseTo(drum.pitch, 2);
    expect(difference(played, heard, 1e-4)).toBeNull();
    expect(lines.join("\n")).toContain("Hz");
  });
});
