import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sfc32, uniformInteger } from "./random.ts";
import { Dataset } from "./dataset.ts";
import { shuffledOrder } from "./shuffle.ts";
import { DataStream } from "./stream/data-stream.ts";

const four = Dataset.fromArrays({ inputs: [0, 1, 2, 3], targets: [0, 1, 2, 3], shape: [], classes: 4 });
const rowsOf = (dataset: typeof four) =>
  Array.from({ length: dataset.size }, (_, row) => dataset.at(row).targets.data[0]);

const size = fc.integer({ min: 0, max: 500 });
const seed = fc.maxSafeInteger();
const epoch = fc.maxSafeNat();

describe("shuffledOrder", () => {
  it("is a permutation of 0 to size - 1", () => {
    fc.assert(
      fc.property(size, seed, epoch, (count, ...key) => {
        expect([...shuffledOrder(count, ...key)].sort((a, b) => a - b)).toEqual([...new Array(count).keys()]);
      }),
    );
  });

  it("gives the same order for the same seed and epoch", () => {
    fc.assert(
      fc.property(size, seed, epoch, (count, ...key) => {
        expect(shuffledOrder(count, ...key)).toEqual(shuffledOrder(count, ...key));
      }),
    );
  });

  it("gives another order for another seed, another epoch, and a seed that differs above 32 bits", () => {
    const orders = [
      shuffledOrder(50, 1),
      shuffledOrder(50, 2),
      shuffledOrder(50, -1),
      shuffledOrder(50, 1, 1),
      shuffledOrder(50, 1 + 2 ** 32),
    ];
    expect(new Set(orders.map((order) => order.join())).size).toBe(orders.length);
  });

  // 23 degrees of freedom: 49.7 is exceeded by chance in 1 of 1,000 runs, and the seeds are always the same.
  it.each([
    ["shuffledOrder", (seed: number) => [...shuffledOrder(4, seed)]],
    ["shuffledOrder of epochs", (epoch: number) => [...shuffledOrder(4, 7, epoch)]],
    ["Dataset.shuffle", (seed: number) => rowsOf(four.shuffle(seed))],
    [
      "batches",
      (epoch: number) => [...four.batch(4).batches({ epoch, seed: 3 })].flatMap(({ targets }) => [...targets.data]),
    ],
    ["DataStream.shuffle", (seed: number) => DataStream.from([0, 1, 2, 3]).shuffle(4).collect({ seed })],
    ["DataStream.shuffle, larger", (epoch: number) => DataStream.from([0, 1, 2, 3]).shuffle(9).collect({ epoch })],
  ])("every order of 4 is equally likely: %s", async (_, order) => {
    const runs = 4800;
    const counts = new Map<string, number>();
    for (let run = 0; run < runs; run++) {
      const key = (await order(run)).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const expected = runs / 24;
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(counts.size).toBe(24);
    expect(chiSquare).toBeLessThan(49.7);
  });

  it("refuses a seed or an epoch that is not an integer", () => {
    expect(() => shuffledOrder(3, 0.5)).toThrow(expect.objectContaining({ code: "DATA_INVALID" }));
    expect(() => shuffledOrder(3, NaN)).toThrow("seed is NaN; give an integer.");
    expect(() => shuffledOrder(3, 0, -1)).toThrow("epoch is -1; give an integer from 0.");
  });
});

describe("a pass over batches", () => {
  it("has the order that shuffledOrder gives, wherever it begins", () => {
    const rows = Float32Array.from({ length: 50 }, (_, row) => row);
    const source = Dataset.fromArrays({ inputs: rows, targets: rows, shape: [] }).batch(7, { remainder: "keep" });
    const read = (start: number): number[] =>
      [...source.batches({ epoch: 3, seed: 5, start })].flatMap(({ inputs }) => [...inputs.data]);
    const wanted = [...shuffledOrder(50, 5, 3)];
    for (let start = 0; start <= 8; start++) expect(read(start)).toEqual(wanted.slice(7 * start));
    expect(rows[10]).toBe(10);
  });
});

describe("the random numbers", () => {
  it("are those of PractRand's sfc32", () => {
    expect(sfc32(0, 0, 0)()).toBe(0xfb52c520);
  });

  it("are 32-bit integers that use the whole range", () => {
    const random = sfc32(1, 2, 3);
    const bits = Array.from({ length: 1000 }, random);
    expect(bits.every((value) => Number.isInteger(value) && value >= 0 && value < 2 ** 32)).toBe(true);
    expect(Math.max(...bits)).toBeGreaterThan(0.99 * 2 ** 32);
    expect(Math.min(...bits)).toBeLessThan(0.01 * 2 ** 32);
  });

  it("are drawn again where the remainder would be biased", () => {
    const draws = [2 ** 32 - 1, 5];
    expect(uniformInteger(() => draws.shift() ?? 0, 3)).toBe(2);
    expect(draws).toEqual([]);
    const largest = 2 ** 32 - 1;
    for (const bound of [2 ** 31, largest]) expect(uniformInteger(() => bound - 1, bound)).toBe(bound - 1);
    expect(uniformInteger(() => largest, 2 ** 32)).toBe(largest);
  });
});
