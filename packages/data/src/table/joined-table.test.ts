import type { TensorType } from "@rensa/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Dataset } from "../dataset.ts";

type Scalar = TensorType<readonly []>;

const part = (start: number, size: number) =>
  Dataset.fromArrays({
    inputs: Float32Array.from({ length: size }, (_, row) => start + row),
    targets: Int32Array.from({ length: size }, (_, row) => -start - row),
    shape: [],
  });

/** All inputs of a data set, in order. */
const inputsOf = (dataset: ReturnType<typeof part>): number[] =>
  [...dataset.batch(dataset.size, { shuffle: false }).batches({ epoch: 0, seed: 0 })].flatMap(({ inputs }) => [
    ...inputs.data,
  ]);

describe("data sets one after another", () => {
  it("hold the rows of each, however they were joined", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(sizes, (given) => {
        let start = 0;
        const parts = given.map((size) => {
          const made = part(start, size);
          start += size;
          return made;
        });
        const wanted = Array.from({ length: start }, (_, row) => row);
        const [first = part(0, 1), ...others] = parts;
        expect(inputsOf(first.concatenate(...others))).toEqual(wanted);
        expect(inputsOf(parts.reduce((joined, next) => joined.concatenate(next)))).toEqual(wanted);
        expect(inputsOf(parts.reduceRight((joined, next) => next.concatenate(joined)))).toEqual(wanted);
        const halves = first.concatenate(...others).shuffle(1);
        expect(inputsOf(halves.concatenate(halves)).toSorted((one, other) => one - other)).toEqual(
          wanted.flatMap((row) => [row, row]),
        );
      }),
    );
  });

  it("may grow one by one, thousands of times", () => {
    let joined = part(0, 1);
    for (let row = 1; row < 5000; row++) joined = joined.concatenate(part(row, 1));
    expect(joined.at(4321).targets.data).toEqual(Int32Array.of(-4321));
    expect(inputsOf(joined)).toHaveLength(5000);
  });

  it("read only the parts that a batch has rows of", () => {
    let gathered = 0;
    const counted = (start: number) =>
      part(start, 10).withTable<Scalar, Scalar>((table) => ({
        inputs: table.inputs,
        targets: table.targets,
        depth: 0,
        gather: (rows, pass) => {
          gathered++;
          return table.gather(rows, pass);
        },
      }));
    const joined = counted(0).concatenate(...Array.from({ length: 99 }, (_, index) => counted(10 * index + 10)));
    const batches = [...joined.batch(5, { shuffle: false }).batches({ epoch: 0, seed: 0 })];
    expect(batches.flatMap(({ inputs }) => [...inputs.data])).toEqual(Array.from({ length: 1000 }, (_, row) => row));
    expect(gathered).toBe(200);
  });

  it("refuse a table of one's own that gives other than the elements of a batch", () => {
    const short = part(0, 10).withTable<Scalar, Scalar>((table) => ({
      inputs: table.inputs,
      targets: table.targets,
      depth: 0,
      gather: (rows, pass) => table.gather(rows.subarray(1), pass),
    }));
    expect(() => [...short.batch(4).batches({ epoch: 0, seed: 0 })]).toThrow(
      "The table gave 3 elements of inputs for 4 examples, which have 4; correct its `gather`",
    );
  });
});
