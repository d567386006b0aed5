import { f32, hostTensor, RensaError, type TensorType } from "@rensa/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Dataset } from "./dataset.ts";
import { ElementwiseTable } from "./table/elementwise-table.ts";

/** Examples whose input is [row, row + 0.5] and whose target is the row. */
const numbered = (size: number, first = 0) =>
  Dataset.fromArrays({
    inputs: Float32Array.from({ length: 2 * size }, (_, index) => first + index / 2),
    targets: Int32Array.from({ length: size }, (_, row) => first + row),
    shape: [2],
  });

const labelsOf = (dataset: Dataset<unknown, TensorType<readonly [], "i32">>) =>
  Array.from({ length: dataset.size }, (_, row) => dataset.at(row).targets.data[0]!);

const refusal = (action: () => unknown) => {
  try {
    action();
  } catch (error) {
    return error instanceof RensaError ? `${error.code} ${error.message}` : String(error);
  }
  return "nothing thrown";
};

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

describe("parts", () => {
  it("filter keeps the examples it is asked to, in order", () => {
    const even = numbered(9)
      .shuffle(2)
      .filter(({ targets }) => targets.data[0]! % 2 === 0);
    expect(labelsOf(even)).toEqual(labelsOf(numbered(9).shuffle(2)).filter((label) => label % 2 === 0));
    expect(refusal(() => numbered(3).filter(() => false))).toContain("DATA_EMPTY");
  });

  it("folds partition the examples, and every fold has all of them", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.nat(), fc.integer(), (size, choice, seed) => {
        const count = 2 + (choice % (size - 1));
        const everything = labelsOf(numbered(size));
        const folds = numbered(size).foldsOf(count, { seed });
        const sorted = (labels: number[]) => labels.toSorted((a, b) => a - b);
        expect(sorted(folds.flatMap(({ validation }) => labelsOf(validation)))).toEqual(everything);
        for (const { train, validation } of folds) {
          expect(sorted([...labelsOf(train), ...labelsOf(validation)])).toEqual(everything);
          expect(Math.abs(validation.size - size / count)).toBeLessThan(1);
        }
        expect(labelsOf(numbered(size).foldsOf(count, { seed })[0]!.train)).toEqual(labelsOf(folds[0]!.train));
      }),
    );
    for (const count of [1, 0, 11, 2.5])
      expect(refusal(() => numbered(10).foldsOf(count))).toContain("DATA_INVALID foldsOf");
  });

  it("a stratified split keeps the proportion of each label, and shares no example", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 8, maxLength: 60 }),
        fc.double({ min: 0.2, max: 0.8, noNaN: true }),
        fc.integer(),
        (labels, fraction, seed) => {
          const all = Dataset.fromArrays({
            inputs: labels.map((_, row) => row),
            targets: labels,
            shape: [],
            classes: 4,
          });
          const [first, second] = all.stratifiedSplit(fraction, { seed });
          const rows = [first, second].flatMap((part) =>
            Array.from({ length: part.size }, (_, row) => part.at(row).inputs.data[0]!),
          );
          expect(rows.toSorted((a, b) => a - b)).toEqual(labels.map((_, row) => row));
          for (const label of new Set(labels)) {
            const total = labels.filter((each) => each === label).length;
            const drawn = labelsOf(first).filter((each) => each === label).length;
            expect(Math.abs(drawn - total * fraction)).toBeLessThanOrEqual(1);
            if (total >= 2) expect(drawn > 0 && drawn < total).toBe(true);
          }
        },
      ),
    );
    expect(refusal(() => numbered(4).stratifiedSplit(1))).toContain("DATA_INVALID stratifiedSplit: the fraction is 1");
    const wide = Dataset.fromArrays({
      inputs: [1, 2],
      targets: [
        [1, 2],
        [3, 4],
      ],
      shape: [],
      targetShape: [2],
    });
    expect(refusal(() => wide.stratifiedSplit(0.5))).toContain("the targets are f32[2]");
  });

  it("a class may have more examples than a function takes arguments", () => {
    const size = 400_000;
    const all = Dataset.fromArrays({
      inputs: new Uint8Array(size),
      targets: new Int32Array(size),
      shape: [],
      classes: 1,
    });
    expect(all.stratifiedSplit(0.75).map((part) => part.size)).toEqual([300_000, 100_000]);
  });

  it("split takes apart what concatenate puts together, and neither loses, doubles or moves an example", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 60 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (size, fraction) => {
          const count = Math.min(size - 1, Math.ceil(fraction * size));
          const [first, second] = [numbered(size).take(count), numbered(size).skip(count)];
          const [one, other] = numbered(size).split(count / size, { seed: size });
          expect([...labelsOf(one), ...labelsOf(other)].toSorted((a, b) => a - b)).toEqual(labelsOf(numbered(size)));
          expect(labelsOf(one.concatenate(other))).toEqual([...labelsOf(one), ...labelsOf(other)]);
          expect(labelsOf(first.concatenate(second))).toEqual(labelsOf(numbered(size)));
          expect([...labelsOf(first), ...labelsOf(second)]).toEqual(labelsOf(numbered(size)));
        },
      ),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer(), fc.integer(), (size, seed, other) => {
        const mixed = labelsOf(numbered(size).shuffle(seed).shuffle(other));
        expect(mixed.toSorted((a, b) => a - b)).toEqual(labelsOf(numbered(size)));
        expect(labelsOf(numbered(size).shuffle(seed).concatenate(numbered(1, size)))).toEqual([
          ...labelsOf(numbered(size).shuffle(seed)),
          size,
        ]);
      }),
    );
  });

  it("zip puts examples side by side and concatenate after each other, of views too", () => {
    const one = numbered(4).skip(1);
    const other = numbered(3, 10).shuffle(1);
    const pairs = one.zip(other);
    expect(pairs.at(2).inputs).toEqual([one.at(2).inputs, other.at(2).inputs]);
    expect(pairs.at(2).targets).toEqual([one.at(2).targets, other.at(2).targets]);
    expect(refusal(() => one.zip(numbered(4)))).toContain("DATA_INVALID zip: 3 examples beside 4");
    const chained = one.concatenate(other, numbered(2, 20));
    expect(labelsOf(chained)).toEqual([...labelsOf(one), ...labelsOf(other), 20, 21]);
    expect(labelsOf(chained.select([7, 0, 4, 0]))).toEqual([21, 1, labelsOf(other)[1], 1]);
    expect(refusal(() => numbered(2).concatenate(numbered(2).reshape([1, 2]) as never))).toContain(
      "concatenate: examples of f32[2] with i32[], and of f32[1,2] with i32[] in data set 1",
    );
  });
});

describe("data sets of tensors, records and tables", () => {
  it("fromTensors reads trees and names the column of another length", () => {
    const tensors = {
      inputs: {
        numbers: hostTensor(
          [
            [1, 2],
            [3, 4],
          ],
          [2, 2],
        ),
        city: hostTensor([7, 8], [2], "i32"),
      },
      targets: hostTensor([0, 1], [2], "i32"),
      classes: 2,
    };
    const dataset = Dataset.fromTensors(tensors);
    expect(dataset.at(1)).toEqual({
      inputs: { numbers: hostTensor([3, 4], [2]), city: hostTensor(8, [], "i32") },
      targets: hostTensor(1, [], "i32"),
    });
    expect(dataset.classes).toBe(2);
    expect(refusal(() => Dataset.fromTensors({ ...tensors, targets: hostTensor([1, 2, 3]) }))).toContain(
      "DATA_INVALID fromTensors: targets has 3 examples, and inputs.numbers 2",
    );
    expect(refusal(() => Dataset.fromTensors({ ...tensors, targets: hostTensor(1) }))).toContain(
      "targets has no dimension",
    );
    expect(refusal(() => Dataset.fromTensors({ ...tensors, classes: 1 }))).toContain(
      "LABEL_OUT_OF_RANGE fromTensors: row 1",
    );
    expect(refusal(() => (dataset as never as Dataset).reshape([1]))).toContain("the inputs are several tensors");
    const broken = Dataset.fromTensors({ ...tensors, inputs: { a: hostTensor([1, NaN]) } });
    expect(refusal(() => broken.checkFinite())).toContain(
      "NON_FINITE checkFinite: in the inputs.a, row 1, column 0 is NaN",
    );
  });

  it("fromRecords makes f32 of numbers and i32 of labels, and names the row and the column at fault", () => {
    const records = [
      { age: 1, city: 2, ill: true },
      { age: 3, city: 0, ill: false },
    ];
    const dataset = Dataset.fromRecords(records, {
      inputs: ({ age, city }) => ({ numbers: [age, age * age] as const, city: Int32Array.of(city) }),
      targets: ({ ill }) => ill,
      classes: 2,
    });
    expect(dataset.at(1).inputs).toEqual({ numbers: hostTensor([3, 9], [2]), city: hostTensor(Int32Array.of(0)) });
    expect(labelsOf(dataset)).toEqual([1, 0]);
    const plain = { targets: () => 1 };
    expect(
      refusal(() => Dataset.fromRecords(records, { ...plain, inputs: (_, row) => new Array<number>(row + 1).fill(0) })),
    ).toBe("DATA_INVALID fromRecords: row 1, inputs is f32[2], but in row 0 f32[1]; give every row the same types.");
    expect(
      refusal(() => Dataset.fromRecords(records, { ...plain, inputs: () => ({ x: undefined as never }) })),
    ).toContain("fromRecords: row 0, inputs, x: found undefined");
    expect(
      refusal(() => Dataset.fromRecords(records, { inputs: () => 1, targets: ({ city }) => city, classes: 2 })),
    ).toContain("LABEL_OUT_OF_RANGE fromRecords: row 0 has the label 2");
    expect(refusal(() => Dataset.fromRecords([], { ...plain, inputs: () => 1 }))).toContain("DATA_EMPTY");
  });

  it("withTable and fromTable take tables of the user's", () => {
    const table = {
      inputs: f32(),
      targets: f32(),
      depth: 0,
      gather: (rows: Uint32Array) => [Float32Array.from(rows), Float32Array.from(rows)],
    };
    const doubled = Dataset.fromTable<TensorType<readonly [], "f32">, TensorType<readonly [], "f32">>(table, 5)
      .skip(2)
      .withTable<TensorType<readonly [], "f32">, TensorType<readonly [], "f32">>(
        (before) => new ElementwiseTable(before, [{ type: f32(), map: (elements) => elements.map((x) => 2 * x) }]),
      );
    expect(doubled.at(0)).toEqual({ inputs: hostTensor(4, []), targets: hostTensor(2, []) });
    expect(refusal(() => Dataset.fromTable(table, 0))).toContain("DATA_INVALID fromTable: size is 0");
  });
});
