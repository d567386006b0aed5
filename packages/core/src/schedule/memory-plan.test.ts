import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { growthOf, mostLinear } from "../../test/growth.ts";
import type { Lifetime } from "./memory-plan.ts";
import { planMemory } from "./plan-memory.ts";

const lifetimes: fc.Arbitrary<Lifetime[]> = fc
  .array(fc.record({ bytes: fc.nat(1000), from: fc.nat(20), length: fc.nat(6) }), { maxLength: 30 })
  .map((rows) =>
    rows.map(({ bytes, from, length }, at) => ({ name: `b${String(at)}`, bytes, from, to: from + length })),
  );

function buffer(name: string, bytes: number, from: number, to: number): Lifetime {
  return { name, bytes, from, to };
}

describe("a memory plan", () => {
  it("never gives bytes to two buffers that are alive together, and never more than without reuse", () => {
    fc.assert(
      fc.property(lifetimes, (all) => {
        const { offsets, bytes, bytesWithoutReuse, lowerBound } = planMemory(all);
        expect(bytes).toBeLessThanOrEqual(bytesWithoutReuse);
        expect(bytes).toBeGreaterThanOrEqual(lowerBound);
        for (const a of all) {
          const start = offsets.get(a.name)!;
          expect(start % 64).toBe(0);
          expect(start + a.bytes).toBeLessThanOrEqual(bytes);
          for (const b of all) {
            const other = offsets.get(b.name)!;
            if (a === b || a.from > b.to || b.from > a.to) continue;
            expect(start + a.bytes <= other || other + b.bytes <= start).toBe(true);
          }
        }
      }),
      { seed: 5 },
    );
  });

  it("lets a chain of equal buffers live in two, and in one where each takes the place of the one before", () => {
    const chain = Array.from({ length: 10 }, (_, at) => buffer(`b${String(at)}`, 128, at, at + 1));
    expect(planMemory(chain)).toMatchObject({ bytes: 256, lowerBound: 256 });
    const shared = new Map(chain.slice(1).map(({ name }, at) => [name, `b${String(at)}`]));
    const plan = planMemory(chain, shared);
    expect(plan).toMatchObject({ bytes: 128, lowerBound: 128, bytesWithoutReuse: 1280 });
    expect(new Set(plan.offsets.values())).toEqual(new Set([0]));
  });

  it("says how much is alive at most", () => {
    const all = [buffer("always", 64, 0, 9), buffer("early", 640, 0, 2), buffer("late", 320, 3, 9)];
    expect(planMemory(all)).toMatchObject({ lowerBound: 704, bytes: 704 });
  });

  it("comes within a tenth of what is alive at most, on average over random lifetimes", () => {
    const row = fc.tuple(fc.nat(40), fc.nat(9), fc.integer({ min: 1, max: 50 }));
    const samples = fc.sample(fc.array(row, { minLength: 40, maxLength: 80 }), { seed: 9, numRuns: 40 });
    const ratios = samples.map((rows) => {
      const all = rows.map(([from, length, size], at) => buffer(String(at), 64 * size, from, from + length));
      const { bytes, lowerBound } = planMemory(all);
      return bytes / lowerBound;
    });
    expect(ratios.reduce((total, ratio) => total + ratio) / ratios.length).toBeLessThan(1.1);
  });

  it("takes time that grows with the number of buffers, and wastes less than a tenth", async () => {
    const buffers = (count: number): Lifetime[] =>
      Array.from({ length: count }, (_, at) => {
        // What a forward pass keeps is read by the backward pass in reverse; every third value is soon forgotten.
        const to = at >= count / 2 || at % 3 === 0 ? at + 1 : count - 1 - at;
        return buffer(String(at), 64 * (1 + ((at * 7919) % 97)), at, to);
      });
    const { bytes, lowerBound } = planMemory(buffers(10_000));
    expect(bytes).toBeLessThanOrEqual(1.1 * lowerBound);
    const growth = await growthOf(1_000, (count) => {
      const all = buffers(count);
      return () => planMemory(all);
    });
    expect(growth).toBeLessThan(mostLinear);
  });
});
