import { RensaError } from "@rensa/core";
import { beforeAll, describe, expect, it } from "vitest";
import { digits, type Digits, type DigitsDataset } from "./digits.ts";

const labelsOf = (dataset: DigitsDataset) =>
  [...dataset.batch(dataset.size, { shuffle: false }).batches({ epoch: 0, seed: 0 })].flatMap(({ targets }) => [
    ...targets.data,
  ]);

const imagesOf = (dataset: DigitsDataset) =>
  Array.from({ length: dataset.size }, (_, row) => Buffer.from(dataset.at(row).inputs.data.buffer).toString("base64"));

const countsOf = (labels: number[]) =>
  labels.reduce<number[]>(
    (counts, label) => counts.with(label, (counts[label] ?? 0) + 1),
    new Array<number>(10).fill(0),
  );

describe("digits", () => {
  let parts: Digits;
  beforeAll(async () => {
    parts = await digits();
  });

  it("has 8,000 examples to train on and 2,000 to test on, 200 of each class", () => {
    expect([parts.train.size, parts.test.size]).toEqual([8000, 2000]);
    expect(countsOf(labelsOf(parts.test))).toEqual(new Array(10).fill(200));
    expect(countsOf(labelsOf(parts.train))).toEqual([801, 927, 791, 832, 780, 663, 814, 870, 744, 778]);
    expect(parts.train.inputs).toEqual({ shape: [784], dtype: "f32" });
    expect(parts.train.targets).toEqual({ shape: [], dtype: "i32" });
    expect(parts.train.classes).toBe(10);
  });

  it("shares no image between the parts", () => {
    expect(new Set([...imagesOf(parts.train), ...imagesOf(parts.test)]).size).toBe(10_000);
  });

  it("holds pixels from 0 to 1, all finite, with ink on every image", () => {
    for (const dataset of [parts.train, parts.test]) {
      dataset.checkFinite();
      for (const { inputs } of dataset.batch(1).batches({ epoch: 0, seed: 0 })) {
        const sorted = inputs.data.toSorted();
        expect(sorted[0]).toBe(0);
        expect(sorted[783]).toBeGreaterThan(0.5);
        expect(sorted[783]).toBeLessThanOrEqual(1);
      }
    }
  });

  it("mixes the classes, the same way for the same seed and another for another", async () => {
    const labels = labelsOf(parts.train.take(50));
    expect(new Set(labels).size).toBeGreaterThan(7);
    expect(labelsOf((await digits({ seed: 0 })).train.take(50))).toEqual(labels);
    expect(labelsOf((await digits({ seed: 1 })).train.take(50))).not.toEqual(labels);
  });

  it("divides into the usual test batches", () => {
    for (const size of [100, 200, 250, 500]) {
      expect(parts.test.batch(size, { remainder: "error" }).examplesPerEpoch).toBe(2000);
    }
  });

  it("says which file cannot be read or is no digit file", async () => {
    const failure = await digits({ read: () => Promise.reject(new Error("404")) }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RensaError);
    expect(failure).toMatchObject({
      code: "DATA_SOURCE_FAILED",
      sentence: "digits: the file of the digit 0 could not be read: Error: 404.",
    });
    await expect(digits({ read: () => Promise.resolve({ data: [1, 2, 3] }) })).rejects.toMatchObject({
      code: "DATA_SOURCE_FAILED",
    });
  });

  it("refuses a file that is cut off, holds other images, or what is no pixel, and says where", async () => {
    const right = new Array<number>(201 * 784).fill(0.5);
    const damaged = (data: unknown) =>
      digits({ read: (digit) => Promise.resolve({ data: (digit === 3 ? data : right) as number[] }) });
    await expect(damaged(right)).resolves.toBeDefined();
    const sizes = [[], right.slice(0, -1), right.slice(0, 200 * 784), [...right, 0], undefined, "0".repeat(201 * 784)];
    for (const data of sizes) {
      await expect(damaged(data)).rejects.toMatchObject({
        code: "DATA_SOURCE_FAILED",
        sentence: expect.stringMatching(/the digit 3 does not hold more than 200 whole images/) as string,
      });
    }
    for (const pixel of [NaN, Infinity, -0.01, 1.01, 255, null, "0.5", undefined]) {
      for (const at of [0, 5000, right.length - 1]) {
        await expect(damaged((right as unknown[]).with(at, pixel))).rejects.toMatchObject({
          code: "DATA_SOURCE_FAILED",
          sentence: expect.stringMatching(
            new RegExp(`the digit 3 has no number from 0 to 1 at position ${String(at)};`),
          ) as string,
        });
      }
    }
  });

  it("reads whatever files it is given", async () => {
    const { train, test } = await digits({
      read: (digit) => Promise.resolve({ data: new Array<number>(201 * 784).fill(digit / 10) }),
    });
    expect([train.size, test.size]).toEqual([10, 2000]);
    const { inputs, targets } = train.at(0);
    expect(inputs.data[0]).toBeCloseTo((targets.data[0] ?? NaN) / 10);
  });
});
