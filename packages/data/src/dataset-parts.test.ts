/** Parts of data sets, and data sets of parts. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Dataset } from "./dataset.ts";
import { numbered, labelsOf } from "../test/numbered.ts";
import { refusal } from "../test/refusal.ts";

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
