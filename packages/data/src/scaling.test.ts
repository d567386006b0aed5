import { hostTensor } from "@rensa/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Dataset } from "./dataset.ts";
import { minMaxScale, Standardization, standardize, standardizeTargets } from "./fit-scaling.ts";
import { oneHot, oneHotVector } from "./one-hot.ts";
import { Scaling } from "./scaling.ts";
import { codeOf } from "../test/refusal.ts";

const rows = fc.array(fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1e6, max: 1e6 + 50 })), {
  minLength: 2,
  maxLength: 300,
});
const datasetOf = (values: [number, number][]) =>
  Dataset.fromArrays({
    inputs: Float64Array.from(values.flat()),
    targets: values.map(([x]) => [x]),
    shape: [2],
    targetShape: [1],
  });
const inputsOf = (dataset: ReturnType<typeof datasetOf>) =>
  [...dataset.batch(dataset.size, { shuffle: false }).batches({ epoch: 0, seed: 0 })].flatMap(({ inputs }) => [
    ...inputs.data,
  ]);

describe("standardize", () => {
  it("gives every feature mean 0 and deviation 1, or 0 where it does not vary", () => {
    fc.assert(
      fc.property(rows, (values) => {
        const dataset = datasetOf(values);
        const scaled = inputsOf(standardize(dataset).apply(dataset));
        for (const feature of [0, 1]) {
          const column = scaled.filter((_, index) => index % 2 === feature);
          const mean = column.reduce((sum, x) => sum + x, 0) / column.length;
          const variance = column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / column.length;
          const varies = new Set(values.map((row) => row[feature])).size > 1;
          expect(Math.abs(mean)).toBeLessThan(1e-9);
          expect(Math.abs(variance - (varies ? 1 : 0))).toBeLessThan(1e-9);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("is fitted to one data set and applied to others, to predictions and to tensors of any front dimensions", () => {
    const train = datasetOf([
      [1, 1e6],
      [3, 1e6 + 20],
    ]);
    const scaling = standardize(train);
    expect(scaling.mean).toEqual({ shape: [2], dtype: "f64", data: Float64Array.of(2, 1e6 + 10) });
    expect(scaling.deviation.data).toEqual(Float64Array.of(1, 10));
    expect(scaling.apply(datasetOf([[5, 1e6 + 40]])).at(0).inputs.data).toEqual(Float64Array.of(3, 3));
    const kept = new Standardization(scaling.type, scaling.mean, scaling.deviation);
    const batch = hostTensor(Float64Array.of(5, 1e6, 2, 1e6 + 10), [2, 1, 2]);
    expect(kept.scale(batch).data).toEqual(Float64Array.of(3, -1, 0, 0));
    expect(kept.restore(kept.scale(batch))).toEqual(batch);
    const targets = standardizeTargets(train);
    expect(targets.applyToTargets(train).at(1).targets.data).toEqual(Float32Array.of(1));
    expect(targets.applyToTargets(train).at(1).inputs).toEqual(train.at(1).inputs);
    expect(targets.restore(hostTensor([[0], [2]])).data).toEqual(Float32Array.of(2, 4));
  });

  it("leaves categories alone and makes floats of bytes, in trees", () => {
    const dataset = Dataset.fromTensors({
      inputs: { pixels: hostTensor(Uint8Array.of(0, 200), [2, 1]), city: hostTensor([3, 9], [2], "i32") },
      targets: hostTensor([0, 1]),
    });
    const scaled = standardize(dataset).apply(dataset);
    expect(scaled.inputs).toEqual({ pixels: { shape: [1], dtype: "f32" }, city: { shape: [], dtype: "i32" } });
    expect(scaled.at(1).inputs).toEqual({ pixels: hostTensor([1]), city: hostTensor(9, [], "i32") });
    expect(minMaxScale(dataset).apply(dataset).at(1).inputs.pixels.data).toEqual(Float32Array.of(1));
    expect(standardize(dataset).scale(dataset.at(0).inputs)).toEqual({
      pixels: hostTensor([-1]),
      city: hostTensor(3, [], "i32"),
    });
  });

  it("does not change the data set it is applied to", () => {
    const dataset = datasetOf([
      [1, 1e6],
      [3, 1e6 + 20],
    ]);
    const before = inputsOf(dataset);
    inputsOf(standardize(dataset).apply(dataset));
    expect(inputsOf(dataset)).toEqual(before);
  });

  it("refuses data of other types, and numbers that are none", () => {
    const dataset = datasetOf([
      [1, 2],
      [3, 4],
    ]);
    const scaling = standardize(dataset);
    expect(codeOf(() => scaling.apply(dataset.reshape([1, 2]) as never))).toBe("DATA_INVALID");
    expect(codeOf(() => scaling.scale(hostTensor([1, 2, 3])))).toBe("DATA_INVALID");
    expect(codeOf(() => scaling.scale({ a: hostTensor([1, 2]), b: hostTensor([1, 2]) }))).toBe("DATA_INVALID");
    const numbers = (values: number[]) => hostTensor(values, [2], "f64");
    expect(codeOf(() => new Scaling(dataset.inputs, numbers([0, 0]), numbers([1, 0])))).toBe("DATA_INVALID");
    expect(codeOf(() => new Scaling(dataset.inputs, numbers([0, NaN]), numbers([1, 1])))).toBe("DATA_INVALID");
  });
});

describe("minMaxScale", () => {
  it("puts every feature from 0 to 1", () => {
    fc.assert(
      fc.property(rows, (values) => {
        const dataset = datasetOf(values);
        const scaled = inputsOf(minMaxScale(dataset).apply(dataset));
        expect(Math.min(...scaled)).toBe(0);
        for (const feature of [0, 1]) {
          const column = scaled.filter((_, index) => index % 2 === feature);
          expect(Math.max(...column)).toBe(new Set(values.map((row) => row[feature])).size > 1 ? 1 : 0);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("oneHot", () => {
  it("has a one where the label is, in every row, and names the row of a label that does not fit", () => {
    const labels = [2, 0, 1];
    const dataset = Dataset.fromArrays({ inputs: [1, 2, 3], targets: Int32Array.from(labels), shape: [] });
    const vectors = oneHot(dataset, 3);
    expect(vectors.targets).toEqual({ shape: [3], dtype: "f32" });
    labels.forEach((label, row) => expect(vectors.at(row).targets).toEqual(oneHotVector(label, 3)));
    expect(() => oneHot(dataset, 2).at(0)).toThrow("oneHot: row 0 has the label 2, but with 2 classes");
    expect(oneHot(dataset, 2).at(1).targets.data).toEqual(Float32Array.of(1, 0));
    for (const label of [-1, 3, 0.5, NaN]) expect(codeOf(() => oneHotVector(label, 3))).toBe("LABEL_OUT_OF_RANGE");
  });
});
