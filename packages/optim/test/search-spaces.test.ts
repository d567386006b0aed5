/** Spaces of settings: their ranges, and what is drawn from them. */
import { describe, expect, it } from "vitest";
import { search } from "../src/search/search.ts";
import { choice, integer, logUniform, uniform } from "../src/search/space.ts";
import { randomSearch, type SearchStrategy } from "../src/search/strategy.ts";
import { successiveHalving } from "../src/search/successive-halving.ts";
import { all, constantTrainer } from "./searches.ts";

describe("a space", () => {
  it("has values in its ranges, spread as it says", () => {
    const fractions = Array.from({ length: 1000 }, (_, row) => row / 1000);
    const rates = fractions.map((fraction) => logUniform(1e-4, 1).at(fraction));
    expect(rates.filter((rate) => rate < 1e-2)).toHaveLength(500);
    expect(Math.min(...rates)).toBe(1e-4);
    expect(new Set(fractions.map((fraction) => integer(2, 5).at(fraction)))).toEqual(new Set([2, 3, 4, 5]));
    expect(uniform(-1, 3).at(0.5)).toBe(1);
    expect(choice(["a", "b"]).at(0.5)).toBe("b");
    expect(logUniform(1, 100).points(3)).toEqual([1, 10, 100]);
    expect(integer(1, 2).points(5)).toEqual([1, 2]);
    expect(uniform(0, 1).points(1)).toEqual([0.5]);
  });

  it("is refused where there is nothing in it", () => {
    expect(() => uniform(1, 1)).toThrow(/nothing from 1 to 1/);
    expect(() => logUniform(0, 1)).toThrow(/has no logarithm/);
    expect(() => integer(3, 2)).toThrow(/none from 3 to 2/);
    expect(() => choice([])).toThrow(/no values/);
    expect(() => randomSearch({ trials: 0 })).toThrow(/trials is 0/);
    expect(() => successiveHalving({ trials: 4, reduction: 1, maximumEpochs: 4 })).toThrow(/reduction is 1/);
    expect(() =>
      search({ space: {}, strategy: randomSearch({ trials: 1 }), seed: 0.5, trial: () => constantTrainer(1) }),
    ).toThrow(/seed/);
  });

  it("is drawn evenly", async () => {
    const drawn = await all(
      search({
        space: { x: uniform(0, 1), y: uniform(0, 1) },
        strategy: sampled(4000),
        trial: () => constantTrainer(1),
      }),
    );
    expect(drawn.at(-1)).toMatchObject({ type: "failed" });
    for (const mean of means) expect(mean).toBeCloseTo(0.5, 1);
    expect(Math.abs(correlation)).toBeLessThan(0.05);
  });

  let means: number[] = [];
  let correlation = 1;
  /** Looks at what would be drawn, and runs nothing. */
  function sampled(trials: number): SearchStrategy {
    return {
      *rounds(context) {
        const orders = randomSearch({ trials }).rounds(context).next().value ?? [];
        const rows = orders.map(({ settings }) => [settings["x"] as number, settings["y"] as number] as const);
        const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
        means = [average(rows.map(([x]) => x)), average(rows.map(([, y]) => y))];
        correlation = average(rows.map(([x, y]) => (x - 0.5) * (y - 0.5) * 12));
      },
    };
  }
});
