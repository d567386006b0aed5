import fc from "fast-check";
import { expect, it } from "vitest";
import { planMemory, type Lifetime } from "./memory-plan.ts";

const lifetimes: fc.Arbitrary<Lifetime[]> = fc
  .array(fc.record({ bytes: fc.nat(1000), from: fc.nat(20), length: fc.nat(6) }), { maxLength: 30 })
  .map((rows) =>
    rows.map(({ bytes, from, length }, at) => ({ name: `b${String(at)}`, bytes, from, to: from + length })),
  );

it("never gives bytes to two buffers that are alive together, and never more than without reuse", () => {
  fc.assert(
    fc.property(lifetimes, (all) => {
      const { offsets, bytes, bytesWithoutReuse } = planMemory(all);
      expect(bytes).toBeLessThanOrEqual(bytesWithoutReuse);
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

it("lets a chain of equal buffers live in two", () => {
  const chain = Array.from({ length: 10 }, (_, at) => ({ name: `b${String(at)}`, bytes: 128, from: at, to: at + 1 }));
  expect(planMemory(chain).bytes).toBe(256);
});
