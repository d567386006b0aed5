/** Initializers on real draws: moments, bounds, orthogonality, and the same bits from the same key. */
import { jsBackend } from "@rensa/backend-js";
import { compile, RensaError, trace, type Shape } from "@rensa/core";
import { describe, expect, it } from "vitest";
import { filledWith, ones, zeros } from "./constant.ts";
import { glorotNormal, glorotUniform } from "./glorot.ts";
import { heNormal, heUniform } from "./he.ts";
import type { Fans, Initializer } from "./initializer.ts";
import { lecunNormal, lecunUniform } from "./lecun.ts";
import { normal } from "./normal.ts";
import { orthogonal } from "./orthogonal.ts";
import { truncatedNormal } from "./truncated-normal.ts";
import { uniform } from "./uniform.ts";
import { varianceScaling } from "./variance-scaling.ts";

const fans: Fans = { inputs: 200, outputs: 100 };

async function draw(initializer: Initializer, shape: Shape = [200, 100], seed = 5): Promise<Float32Array> {
  const traced = trace({ key: { shape: [2], dtype: "i32" } }, ({ key }) => initializer(key, shape, fans));
  const program = await compile(traced, { backend: jsBackend() });
  return program.run({ key: { shape: [2], dtype: "i32", data: Int32Array.of(seed, 9) } }).data;
}

const mean = (values: Float32Array) => values.reduce((total, value) => total + value, 0) / values.length;
const variance = (values: Float32Array) => {
  const center = mean(values);
  return values.reduce((total, value) => total + (value - center) ** 2, 0) / values.length;
};

/** Initializer, mean, variance, and the greatest distance from the mean (Infinity for none). */
const distributions: readonly [string, Initializer, number, number, number][] = [
  ["glorotUniform", glorotUniform(), 0, 2 / 300, Math.sqrt(6 / 300)],
  ["glorotNormal", glorotNormal(), 0, 2 / 300, Infinity],
  ["heUniform", heUniform(), 0, 2 / 200, Math.sqrt(6 / 200)],
  ["heNormal", heNormal(), 0, 2 / 200, Infinity],
  ["lecunUniform", lecunUniform(), 0, 1 / 200, Math.sqrt(3 / 200)],
  ["lecunNormal", lecunNormal(), 0, 1 / 200, Infinity],
  [
    "varianceScaling of a truncated normal by outputs",
    varianceScaling({ scale: 3, fan: "outputs", distribution: "truncatedNormal" }),
    0,
    3 / 100,
    (2 * Math.sqrt(3 / 100)) / 0.8796,
  ],
  ["uniform", uniform(-1, 3), 1, 16 / 12, 2],
  ["normal", normal({ mean: 0.5, deviation: 2 }), 0.5, 4, Infinity],
  ["truncatedNormal", truncatedNormal({ mean: -1, deviation: 0.5 }), -1, 0.25 * 0.77374, 1],
];

describe("an initializer draws", () => {
  it.each(distributions)("%s with its mean, variance and bounds", async (_name, initializer, center, spread, bound) => {
    const values = await draw(initializer);
    const count = values.length;
    // Five standard errors of the mean; those of the variance are at most sqrt(2 / n) of it (a normal's).
    expect(Math.abs(mean(values) - center)).toBeLessThan(5 * Math.sqrt(spread / count));
    expect(Math.abs(variance(values) / spread - 1)).toBeLessThan(5 * Math.sqrt(2 / count));
    const farthest = values.reduce((most, value) => Math.max(most, Math.abs(value - center)), 0);
    expect(farthest).toBeLessThanOrEqual(bound * (1 + 1e-6));
    expect(farthest).toBeGreaterThan(Math.min(bound * 0.98, 3 * Math.sqrt(spread)));
  });

  it.each(distributions)("%s: the same key gives the same bits, another key others", async (_name, initializer) => {
    const first = await draw(initializer, [6, 5]);
    expect(await draw(initializer, [6, 5])).toEqual(first);
    expect(await draw(initializer, [6, 5], 6)).not.toEqual(first);
  });
});

describe("orthogonal", () => {
  it.each<[string, Shape]>([
    ["square", [12, 12]],
    ["tall", [20, 6]],
    ["wide", [6, 20]],
    ["a window", [3, 3, 4, 8]],
  ])("is orthonormal on the shorter side: %s", async (_name, shape) => {
    const values = await draw(orthogonal({ gain: 2 }), shape);
    const columns = shape.at(-1) ?? 1;
    const rows = values.length / columns;
    const least = Math.min(rows, columns);
    const at = (vector: number, element: number) =>
      values[rows >= columns ? element * columns + vector : vector * columns + element] ?? NaN;
    for (let a = 0; a < least; a++) {
      for (let b = 0; b <= a; b++) {
        let product = 0;
        for (let element = 0; element < Math.max(rows, columns); element++) product += at(a, element) * at(b, element);
        expect(Math.abs(product - (a === b ? 4 : 0))).toBeLessThan(1e-5);
      }
    }
  });

  it("prefers no sign: eigenvalues' mean is near 0 over many draws", async () => {
    let traces = 0;
    for (let seed = 0; seed < 40; seed++) {
      const values = await draw(orthogonal(), [4, 4], seed);
      traces += [0, 5, 10, 15].reduce((total, at) => total + (values[at] ?? NaN), 0);
    }
    // The trace of a uniform orthogonal matrix has mean 0 and variance 1.
    expect(Math.abs(traces / 40)).toBeLessThan(4 / Math.sqrt(40));
  });

  it("gives the same bits from the same key", async () => {
    expect(await draw(orthogonal(), [5, 5])).toEqual(await draw(orthogonal(), [5, 5]));
    expect(await draw(orthogonal(), [5, 5], 6)).not.toEqual(await draw(orthogonal(), [5, 5]));
  });
});

describe("constants", () => {
  it("are what they say, of every shape", async () => {
    expect(await draw(zeros(), [3])).toEqual(new Float32Array(3));
    expect(await draw(ones(), [2, 2])).toEqual(new Float32Array(4).fill(1));
    expect(await draw(filledWith(-2.5), [])).toEqual(new Float32Array([-2.5]));
  });
});

describe("initializers refuse", () => {
  it.each<[string, () => unknown, string]>([
    ["a deviation", () => normal({ deviation: 0 }), "normal: the deviation is 0; give a finite number above 0."],
    ["bounds", () => uniform(1, 1), "uniform: low 1 is not below high 1; swap them."],
    ["truncated bounds", () => truncatedNormal({ lower: 2 }), "truncatedNormal: lower 2 is not below upper 2"],
    ["a scale", () => varianceScaling({ scale: -1 }), "varianceScaling: the scale is -1;"],
    ["a gain", () => orthogonal({ gain: 0 }), "orthogonal: the gain is 0;"],
    ["no number", () => filledWith(NaN), "filledWith: the value is NaN;"],
  ])("%s out of range", (_name, make, sentence) => {
    expect(make).toThrow(RensaError);
    expect(make).toThrow(sentence);
  });

  it("a bias for orthogonal", async () => {
    await expect(draw(orthogonal(), [5])).rejects.toThrow("orthogonal: [5] is no matrix");
  });
});
