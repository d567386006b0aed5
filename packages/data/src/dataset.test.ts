import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Dataset } from "./dataset.ts";
import { codeOf } from "../test/refusal.ts";
import { labelsOf, numbered } from "../test/numbered.ts";

it("a data set shows no elements of its table to who prints or copies it", () => {
  const all = numbered(1000);
  expect(Object.keys(all.take(3))).toEqual(["rows"]);
  expect(JSON.stringify(all.take(3)).length).toBeLessThan(100);
  expect([all.take(3).classes, all.take(3).inputs.shape]).toEqual([undefined, [2]]);
});

describe("Dataset.fromArrays", () => {
  it("reads typed arrays, nested arrays and rows of typed arrays alike", () => {
    const targets = [0, 1];
    const flat = Dataset.fromArrays({ inputs: new Float32Array([1, 2, 3, 4]), targets, shape: [2], classes: 2 });
    const nested = Dataset.fromArrays({
      inputs: [
        [1, 2],
        [3, 4],
      ],
      targets,
      shape: [2],
      classes: 2,
    });
    const rows = Dataset.fromArrays({
      inputs: [new Float32Array([1, 2]), new Float32Array([3, 4])],
      targets,
      shape: [2],
      classes: 2,
    });
    for (const dataset of [flat, nested, rows]) {
      expect(dataset.at(1).inputs).toEqual({ shape: [2], dtype: "f32", data: new Float32Array([3, 4]) });
      expect(dataset.at(1).targets).toEqual({ shape: [], dtype: "i32", data: new Int32Array([1]) });
    }
  });

  it("keeps the dtype of typed arrays and takes targets of any shape", () => {
    const dataset = Dataset.fromArrays({
      inputs: new Uint8Array(8),
      targets: [[[1, 2]], [[3, 4]]],
      shape: [2, 2],
      targetShape: [1, 2],
    });
    expect(dataset.inputs).toEqual({ shape: [2, 2], dtype: "u8" });
    expect(dataset.targets).toEqual({ shape: [1, 2], dtype: "f32" });
    expect(dataset.at(1).targets.data).toEqual(new Float32Array([3, 4]));
    expect(dataset.classes).toBeUndefined();
  });

  it("refuses no examples with DATA_EMPTY", () => {
    expect(codeOf(() => Dataset.fromArrays({ inputs: [], targets: [], shape: [2] }))).toBe("DATA_EMPTY");
    expect(codeOf(() => Dataset.fromArrays({ inputs: new Float32Array(), targets: [], shape: [2] }))).toBe(
      "DATA_EMPTY",
    );
  });

  it("refuses lengths that do not match with DATA_INVALID", () => {
    expect(() => Dataset.fromArrays({ inputs: [1, 2, 3], targets: [1, 2], shape: [] })).toThrow(
      "fromArrays: 3 examples have inputs and 2 have targets; give as many of each.",
    );
    expect(() => Dataset.fromArrays({ inputs: new Float32Array(7), targets: [1, 2], shape: [3] })).toThrow(
      "the inputs have 7 elements, which is no multiple of the 3 in one example",
    );
  });

  it("refuses ragged rows with DATA_INVALID, naming the row", () => {
    expect(() => Dataset.fromArrays({ inputs: [[1, 2], [3]], targets: [0, 1], shape: [2] })).toThrow(
      "fromArrays: the inputs, row 1: 1 elements where 2 are wanted; give every example the same shape.",
    );
    expect(() => Dataset.fromArrays({ inputs: [new Float32Array(3)], targets: [0], shape: [2] })).toThrow(
      "row 0: 3 elements where 2 are wanted",
    );
    expect(() => Dataset.fromArrays({ inputs: [[1], [[2]]], targets: [0, 1], shape: [1] })).toThrow(
      "row 1: found an array of 1 where a number is wanted",
    );
  });

  it("refuses sizes that are not positive integers with DATA_INVALID", () => {
    for (const size of [0, -1, 1.5, NaN]) {
      expect(codeOf(() => Dataset.fromArrays({ inputs: [1], targets: [1], shape: [size] }))).toBe("DATA_INVALID");
      expect(codeOf(() => Dataset.fromArrays({ inputs: [1], targets: [0], shape: [], classes: size }))).toBe(
        "DATA_INVALID",
      );
    }
  });

  it("refuses a label outside its classes, naming the row and the class count", () => {
    const withLabel = (label: number) => () =>
      Dataset.fromArrays({ inputs: [1, 2, 3], targets: [0, 9, label], shape: [], classes: 10 });
    expect(withLabel(10)).toThrow(
      "row 2 has the label 10, but with 10 classes a label is an integer from 0 to 9; " +
        "correct the label or the number of classes.",
    );
    for (const label of [10, -1, 1.5, NaN, 2 ** 32]) expect(codeOf(withLabel(label))).toBe("LABEL_OUT_OF_RANGE");
  });

  it("refuses NaN and infinities where asked, naming the row and the column", () => {
    const inputs = [
      [1, 2],
      [3, NaN],
    ];
    const arrays = { inputs, targets: [1, 2], shape: [2] } as const;
    expect(Dataset.fromArrays(arrays).size).toBe(2);
    expect(codeOf(() => Dataset.fromArrays({ ...arrays, checkFinite: true }))).toBe("NON_FINITE");
    expect(() => Dataset.fromArrays(arrays).checkFinite()).toThrow("in the inputs, row 1, column 1 is NaN");
    expect(() => Dataset.fromArrays(arrays).reshape([1, 2]).skip(1).checkFinite()).toThrow(
      "row 0, column [0, 1] is NaN",
    );
    expect(() => Dataset.fromArrays({ inputs: [0], targets: [-Infinity], shape: [], checkFinite: true })).toThrow(
      "in the targets, row 0, column 0 is -Infinity",
    );
    expect(Dataset.fromArrays(arrays).take(1).checkFinite().size).toBe(1);
  });
});

describe("views of a data set", () => {
  it("take and skip cut it in order, and together give the whole", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(), (size, choice) => {
        const count = 1 + (choice % (size - 1));
        const dataset = numbered(size);
        expect([...labelsOf(dataset.take(count)), ...labelsOf(dataset.skip(count))]).toEqual([
          ...new Array(size).keys(),
        ]);
      }),
    );
  });

  it("split draws two parts that share no example and together hold all, the same for the same seed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(), fc.integer(), (size, choice, seed) => {
        const count = 1 + (choice % (size - 1));
        const [first, second] = numbered(size).split(count, { seed });
        expect(first.size).toBe(count);
        expect([...labelsOf(first), ...labelsOf(second)].sort((a = 0, b = 0) => a - b)).toEqual([
          ...new Array(size).keys(),
        ]);
        expect(labelsOf(numbered(size).split(count, { seed })[0])).toEqual(labelsOf(first));
      }),
    );
  });

  it("split takes a fraction, and shuffles", () => {
    const [train, test] = numbered(100).split(0.75);
    expect([train.size, test.size]).toEqual([75, 25]);
    expect(labelsOf(train)).not.toEqual([...new Array(75).keys()]);
  });

  it("leave the original as it was", () => {
    const dataset = numbered(20);
    dataset.shuffle(1).take(3);
    expect(labelsOf(dataset)).toEqual([...new Array(20).keys()]);
    expect(labelsOf(dataset.shuffle(1))).toEqual(labelsOf(dataset.shuffle(1)));
    dataset.at(0).inputs.data.fill(9);
    expect(dataset.at(0).inputs.data).toEqual(new Float32Array([0, 0.5]));
  });

  it("compose", () => {
    const view = numbered(10).skip(2).select([5, 5, 0]).skip(1);
    expect(labelsOf(view)).toEqual([7, 2]);
    expect(view.reshape([1, 2, 1]).at(0).inputs).toEqual({
      shape: [1, 2, 1],
      dtype: "f32",
      data: new Float32Array([7, 7.5]),
    });
  });

  it("refuse to be empty and to hold rows that are not there", () => {
    const dataset = numbered(10);
    expect(codeOf(() => dataset.skip(10))).toBe("DATA_EMPTY");
    expect(codeOf(() => dataset.select([]))).toBe("DATA_EMPTY");
    expect(codeOf(() => dataset.split(10))).toBe("DATA_EMPTY");
    expect(codeOf(() => dataset.split(0.01))).toBe("DATA_EMPTY");
    for (const amount of [0, -1, 1.5, NaN]) expect(codeOf(() => dataset.split(amount))).toBe("DATA_INVALID");
    for (const count of [0, 11, 1.5]) expect(codeOf(() => dataset.take(count))).toBe("DATA_INVALID");
    expect(codeOf(() => dataset.skip(-1))).toBe("DATA_INVALID");
    expect(() => dataset.at(10)).toThrow("There is no row 10; give integers from 0 to 9.");
    expect(() => dataset.reshape([3])).toThrow("reshape: inputs of [2] do not fit [3]; give a shape of 2 elements.");
  });
});
