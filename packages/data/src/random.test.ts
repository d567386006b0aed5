import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom, type RandomNumbers } from "./random.ts";

const draws = (count: number, draw: (random: RandomNumbers) => number, seed = 0): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => draw(random));
};
const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;

describe("seededRandom", () => {
  it("gives the same numbers for a seed, and others for another, above 32 bits too", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (seed) => {
        const first = draws(8, (random) => random.uniform(), seed);
        expect(draws(8, (random) => random.uniform(), seed)).toEqual(first);
        const other = seed + 2 ** 32 <= Number.MAX_SAFE_INTEGER ? seed + 2 ** 32 : seed - 2 ** 32;
        expect(draws(8, (random) => random.uniform(), other)).not.toEqual(first);
      }),
    );
    expect(draws(3, (random) => random.uniform())).toEqual(draws(3, (random) => random.uniform(), 0));
  });

  it("draws from 0 up to 1, whole numbers below a bound, and of the normal distribution", () => {
    const uniform = draws(20_000, (random) => random.uniform());
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniform)).toBeLessThan(1);
    expect(mean(uniform)).toBeCloseTo(0.5, 2);
    const counts = draws(6000, (random) => random.integer(3)).reduce(
      (all, at) => all.with(at, (all[at] ?? 0) + 1),
      [0, 0, 0],
    );
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(150);
    expect(draws(5, (random) => random.integer(1))).toEqual([0, 0, 0, 0, 0]);
    expect(Math.max(...draws(100, (random) => random.integer(2 ** 32)))).toBeGreaterThan(2 ** 31);
    const normal = draws(20_000, (random) => random.normal());
    expect(mean(normal)).toBeCloseTo(0, 1);
    expect(mean(normal.map((each) => each * each))).toBeCloseTo(1, 1);
    expect(normal.every(Number.isFinite)).toBe(true);
  });

  it("refuses a seed that is no integer, and a bound that none lies below", () => {
    for (const seed of [0.5, Number.NaN, Infinity, 2 ** 60]) {
      expect(() => seededRandom(seed)).toThrow(/seededRandom: seed is .*; give an integer\./);
    }
    for (const bound of [0, -1, 1.5, Number.NaN, 2 ** 33]) {
      expect(() => seededRandom().integer(bound)).toThrow(/integer: the bound/);
    }
  });
});
