import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Dataset } from "./dataset.ts";
import type { Remainder } from "./dataset-batches.ts";
import { refusal } from "../test/refusal.ts";

const numbered = (size: number) =>
  Dataset.fromArrays({
    inputs: Float32Array.from({ length: 3 * size }, (_, index) => Math.floor(index / 3)),
    targets: Int32Array.from({ length: size }, (_, row) => row),
    shape: [3],
  });

const sizes = fc
  .integer({ min: 1, max: 60 })
  .chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 1, max: size })));
const epochOptions = fc.record({ epoch: fc.nat(), seed: fc.integer(), shuffle: fc.boolean() });

describe("the batches of a data set", () => {
  it("cover every example exactly once where the remainder is kept, and all but the remainder where it is dropped", () => {
    fc.assert(
      fc.property(
        sizes,
        epochOptions,
        fc.constantFrom<Remainder>("keep", "drop"),
        ([size, batch], options, remainder) => {
          const source = numbered(size).batch(batch, { remainder });
          const batches = [...source.batches(options)];
          const seen = batches.flatMap(({ targets }) => [...targets.data]);
          expect(batches.length).toBe(source.batchesPerEpoch);
          expect(seen.length).toBe(source.examplesPerEpoch);
          expect(seen.length).toBe(remainder === "keep" ? size : size - (size % batch));
          expect(new Set(seen).size).toBe(seen.length);
        },
      ),
    );
  });

  it("have the declared types, and inputs that stay with their targets", () => {
    fc.assert(
      fc.property(sizes, epochOptions, ([size, batch], options) => {
        const source = numbered(size).batch(batch);
        for (const { inputs, targets } of source.batches(options)) {
          expect({ shape: inputs.shape, dtype: inputs.dtype }).toEqual(source.inputs);
          expect({ shape: targets.shape, dtype: targets.dtype }).toEqual(source.targets);
          expect([...inputs.data]).toEqual([...targets.data].flatMap((row) => [row, row, row]));
        }
      }),
    );
  });

  it("depend on the seed and the epoch only, and can be read again", () => {
    fc.assert(
      fc.property(sizes, epochOptions, ([size, batch], options) => {
        const batches = numbered(size).batch(batch).batches(options);
        expect([...batches]).toEqual([...batches]);
        expect([...batches]).toEqual([...numbered(size).batch(batch).batches(options)]);
      }),
    );
  });

  it("come in a new order every epoch, unless the source or the epoch says otherwise", () => {
    const order = (source: ReturnType<typeof plain>, epoch: number, shuffle?: boolean) =>
      [...source.batches({ epoch, seed: 0, ...(shuffle === undefined ? {} : { shuffle }) })].flatMap(({ targets }) => [
        ...targets.data,
      ]);
    const plain = (shuffle: boolean) => numbered(40).batch(8, { shuffle });
    const inOrder = [...new Array(40).keys()];
    expect(order(plain(true), 0)).not.toEqual(order(plain(true), 1));
    expect(order(plain(true), 0)).not.toEqual(inOrder);
    expect(order(plain(true), 0, false)).toEqual(inOrder);
    expect(order(plain(false), 3)).toEqual(inOrder);
    expect(order(plain(false), 0, true)).toEqual(order(plain(true), 0));
  });

  it("end with a smaller one where the remainder is kept", () => {
    const shapes = [...numbered(7).batch(3, { remainder: "keep" }).batches({ epoch: 0, seed: 0 })].map(
      ({ inputs }) => inputs.shape,
    );
    expect(shapes).toEqual([
      [3, 3],
      [3, 3],
      [1, 3],
    ]);
  });

  it("are fresh arrays, so that writing to one changes nothing else", () => {
    const source = numbered(4).batch(4, { shuffle: false });
    const [first] = source.batches({ epoch: 0, seed: 0 });
    first?.inputs.data.fill(-1);
    const [second] = source.batches({ epoch: 0, seed: 0 });
    expect(second?.inputs.data[3]).toBe(1);
  });

  it("refuse a size that is no positive integer, more than all examples, or leaves a remainder that is an error", () => {
    for (const size of [0, -1, 2.5, NaN]) expect(refusal(() => numbered(10).batch(size))).toContain("DATA_INVALID");
    expect(refusal(() => numbered(10).batch(32))).toBe(
      "DATA_EMPTY batch: 10 examples do not fill one batch of 32; give at most 10.",
    );
    expect(refusal(() => numbered(10).batch(4, { remainder: "error" }))).toBe(
      "DATA_INVALID batch: 10 examples in batches of 4 leave 2 over; " +
        'give a divisor, such as 2, or the remainder "keep" or "drop".',
    );
    expect(numbered(10).batch(5, { remainder: "error" }).batchesPerEpoch).toBe(2);
  });

  it("refuse a bad epoch at once, not at the first batch", () => {
    expect(refusal(() => numbered(4).batch(2).batches({ epoch: -1, seed: 0 }))).toContain("DATA_INVALID");
    expect(refusal(() => numbered(4).batch(2).batches({ epoch: 0, seed: 0.5, shuffle: false }))).toContain(
      "seed is 0.5",
    );
  });
});
