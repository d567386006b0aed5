/** Data sets of tensors, records and tables. */
import { f32, hostTensor, type TensorType } from "@rensa/core";
import { describe, expect, it } from "vitest";
import { Dataset } from "./dataset.ts";
import { ElementwiseTable } from "./table/elementwise-table.ts";
import { labelsOf } from "../test/numbered.ts";
import { refusal } from "../test/refusal.ts";

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
