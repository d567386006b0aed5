/** Which program a batch is given to. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { sizeFor } from "./one-program.ts";

it("a first batch gets the smallest program that holds it, or the largest", () => {
  expect([1, 2, 8, 9, 64, 65, 1000].map((examples) => sizeFor(examples, undefined))).toEqual([1, 8, 8, 64, 64, 64, 64]);
});

it("no program computes far more than there is, and small ones are not run often for large batches", () => {
  const examples = fc.integer({ min: 1, max: 5000 });
  fc.assert(
    fc.property(examples, fc.constantFrom(undefined, 1, 8, 64), (count, current) => {
      const size = sizeFor(count, current);
      expect([1, 8, 64]).toContain(size);
      expect(size).toBeLessThanOrEqual(8 * count);
      if (count <= 512) expect(count).toBeLessThanOrEqual(8 * size);
      if (size === 1) expect(count).toBe(1);
      // What a batch is given to suits it again.
      expect(sizeFor(count, size)).toBe(size);
    }),
  );
});

it("single examples and up to 64 that take turns need one program", () => {
  let [current, changes] = [sizeFor(1, undefined), 0];
  for (let turn = 0; turn < 100; turn++) {
    const next = sizeFor(turn % 2 === 0 ? 64 : 1, current);
    if (next !== current) changes++;
    current = next;
  }
  expect(changes).toBe(1);
});
