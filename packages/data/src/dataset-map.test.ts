/** Maps of a data set, and passes that start later. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numbered } from "../test/numbered.ts";
import { refusal } from "../test/refusal.ts";

const passes = fc.record({ epoch: fc.nat(100), seed: fc.maxSafeInteger(), shuffle: fc.boolean() });

describe("a pass that starts later", () => {
  it("has the batches of a whole pass from there on, bit for bit, with maps, zips and concatenations too", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.nat(8),
        passes,
        fc.constantFrom("keep", "drop"),
        (size, start, pass, remainder) => {
          const noisy = numbered(size).map(({ inputs, targets }, { random }) => ({
            inputs: { ...inputs, data: inputs.data.map((x) => x + random.normal()) },
            targets,
          }));
          const source = noisy
            .concatenate(noisy.shuffle(3))
            .zip(numbered(2 * size))
            .batch(Math.min(4, size), { remainder });
          const first = Math.min(start, source.batchesPerEpoch);
          expect([...source.batches({ ...pass, start: first })]).toEqual([...source.batches(pass)].slice(first));
        },
      ),
      { numRuns: 30 },
    );
  });

  it("must start within the pass", () => {
    const source = numbered(10).batch(4);
    expect([...source.batches({ epoch: 0, seed: 0, start: 2 })]).toEqual([]);
    for (const start of [-1, 3, 0.5, NaN]) {
      expect(refusal(() => source.batches({ epoch: 0, seed: 0, start }))).toContain("DATA_INVALID batches: start is");
    }
  });
});

describe("map", () => {
  it("gives every example the same random numbers wherever it stands, and others in another epoch or map", () => {
    const draw = (dataset: ReturnType<typeof numbered>) =>
      dataset.map(({ targets }, { random }) => ({
        inputs: [random.uniform(), random.integer(1000)] as const,
        targets,
      }));
    const noisy = draw(numbered(20));
    const byLabel = (epoch: number, shuffle: boolean, batch: number) => {
      const found = new Map<number, number[]>();
      for (const { inputs, targets } of noisy
        .batch(batch, { remainder: "keep" })
        .batches({ epoch, seed: 5, shuffle })) {
        targets.data.forEach((label, at) => found.set(label, [...inputs.data.slice(2 * at, 2 * at + 2)]));
      }
      return [...found].sort(([a], [b]) => a - b);
    };
    expect(byLabel(3, true, 7)).toEqual(byLabel(3, false, 20));
    expect(byLabel(3, true, 7)).not.toEqual(byLabel(4, true, 7));
    const twice = draw(numbered(20)).map(({ inputs, targets }, { random }) => ({
      inputs: [inputs.data[0]!, random.uniform()] as const,
      targets,
    }));
    for (const row of [0, 7, 19]) expect(twice.at(row).inputs.data[0]).not.toBe(twice.at(row).inputs.data[1]);
    expect(twice.select([7]).at(0)).toEqual(twice.at(7));
  });

  it("makes trees, of numbers and typed arrays", () => {
    const dataset = numbered(3).map(({ inputs, targets }) => ({
      inputs: {
        both: inputs,
        category: Int32Array.of(targets.data[0]! + 1),
        plain: [
          [1, 2],
          [3, 4],
        ],
      },
      targets: targets.data[0] === 1,
    }));
    expect(dataset.inputs).toEqual({
      both: { shape: [2], dtype: "f32" },
      category: { shape: [1], dtype: "i32" },
      plain: { shape: [2, 2], dtype: "f32" },
    });
    const [batch] = dataset.batch(3, { shuffle: false }).batches({ epoch: 0, seed: 0 });
    expect(batch?.inputs.category).toEqual({ shape: [3, 1], dtype: "i32", data: Int32Array.of(1, 2, 3) });
    expect(batch?.targets).toEqual({ shape: [3], dtype: "f32", data: Float32Array.of(0, 1, 0) });
  });

  it("names the row and the column that becomes of another type than the first", () => {
    const grows = numbered(3).map(({ targets }, { row }) => ({
      inputs: { x: new Array<number>(row + 1).fill(0) },
      targets,
    }));
    expect(refusal(() => grows.at(2))).toBe(
      "DATA_INVALID map: row 2, inputs.x became f32[3], but in the first example f32[1]; return the same types for every example.",
    );
    const renamed = numbered(3).map(({ targets }, { row }) => ({ inputs: row === 0 ? { x: 1 } : { y: 1 }, targets }));
    expect(refusal(() => renamed.at(1))).toContain(
      "DATA_INVALID map: row 1 became { inputs: { y: f32[] }, targets: i32[] }",
    );
    expect(refusal(() => numbered(1).map(() => ({ inputs: "a", targets: 1 }) as never))).toContain(
      "map: row 0, inputs: found string",
    );
    expect(refusal(() => numbered(1).map(() => 3 as never))).toContain("map: row 0 became no { inputs, targets }");
  });
});
