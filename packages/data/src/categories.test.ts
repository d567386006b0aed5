/** Categories that are learned, kept and read again, and scalings that are; what is hostile is refused. */
import { f32, hostTensor, i32 } from "@rensa/core";
import { describe, expect, it } from "vitest";
import { Categories, fitCategories } from "./categories.ts";
import { Dataset } from "./dataset.ts";
import { fitMissing } from "./fit-missing.ts";
import { standardize } from "./fit-scaling.ts";
import { csv } from "./readers/csv.ts";
import { Scaling } from "./scaling.ts";
import { codeOf } from "../test/refusal.ts";

/** As another process reads it. */
const again = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("categories", () => {
  it("are learned once, in an order that the data's does not change", () => {
    const texts = ["red", "blue", "red", "__proto__", "constructor", ""];
    const [one, other] = [fitCategories(texts), fitCategories(texts.toReversed())];
    expect(one.values).toEqual(["", "__proto__", "blue", "constructor", "red"]);
    expect(other.values).toEqual(one.values);
    expect(one.decode(one.encode(texts))).toEqual(texts);
  });

  it("refuse an unknown text with its position, or count it as the last one", () => {
    expect(() => fitCategories(["a", "b"]).encode(["b", "c"])).toThrow(/encode: text 1 is "c", which is none of the 2/);
    const open = fitCategories(["a", "b"], { unknown: "other" });
    expect([...open.encode(["b", "toString", "a"])]).toEqual([1, 2, 0]);
    expect([...open.oneHot(["b", "z"])]).toEqual([0, 1, 0, 0, 0, 1]);
    expect(open.decode([2, 0])).toEqual([null, "a"]);
    expect(codeOf(() => open.decode([3]))).toBe("DATA_INVALID");
    expect(codeOf(() => fitCategories(["a"]).decode([1]))).toBe("DATA_INVALID");
    expect(codeOf(() => open.encode([null as never]))).toBe("DATA_INVALID");
  });

  it("leave out rare texts", () => {
    const open = fitCategories(["a", "b", "a"], { unknown: "other", minimumCount: 2 });
    expect([open.values, open.size]).toEqual([["a"], 2]);
    expect(codeOf(() => fitCategories(["a", "b"], { minimumCount: 2 }))).toBe("DATA_INVALID");
    expect(codeOf(() => fitCategories(["a"], { unknown: "other", minimumCount: 2 }))).toBe("DATA_EMPTY");
  });

  it("read a column of a table", async () => {
    const cities = fitCategories(["Oslo", "Rome"], { unknown: "other" });
    const table = csv("city\nRome\nBergen\n", { columns: { city: cities.column() } });
    expect(await table.collect()).toEqual([{ city: 1 }, { city: 2 }]);
    const closed = csv("city\nBergen\n", { columns: { city: fitCategories(["Oslo"]).column() } });
    await expect(closed.collect()).rejects.toThrow(/one of 1 categories/);
  });

  it("are the same in another process", () => {
    const cities = fitCategories(["Oslo", "Rome", "é"], { unknown: "other" });
    const read = Categories.fromJSON(again(cities));
    expect([read.values, read.unknown, read.size]).toEqual([cities.values, "other", 4]);
  });

  const good = { format: "rensa-categories-1", values: ["a", "b"], unknown: "error" };
  it.each([
    null,
    [],
    "a",
    {},
    { ...good, format: "rensa-categories-2" },
    { ...good, values: "ab" },
    { ...good, values: [] },
    { ...good, values: ["a", "a"] },
    { ...good, values: ["a", 1] },
    { ...good, values: { length: 2, 0: "a", 1: "b" } },
    { ...good, unknown: "drop" },
    { ...good, more: 1 },
    { format: good.format, values: good.values },
    JSON.parse('{"__proto__": {"format": "rensa-categories-1", "values": ["a"], "unknown": "error"}}') as unknown,
  ])("are not read from %j", (json) => {
    expect(codeOf(() => Categories.fromJSON(json))).toBe("FILE_INVALID");
  });
});

describe("a scaling", () => {
  const data = Dataset.fromTensors({
    inputs: { size: hostTensor([50, 80, 20], [3]), city: hostTensor([0, 1, 1], [3], "i32") },
    targets: hostTensor([1, 2, 3], [3]),
  });

  it("is the same in another process, to the bit", () => {
    const fitted = standardize(data);
    const read = Scaling.fromJSON(data.inputs, again(fitted));
    expect(read.offset).toEqual(fitted.offset);
    expect(read.divisor).toEqual(fitted.divisor);
    expect(read.apply(data).at(1).inputs.size.data).toEqual(fitted.apply(data).at(1).inputs.size.data);
  });

  const good = new Scaling(f32(2), hostTensor([1, 2], [2], "f64"), hostTensor([3, 4], [2], "f64")).toJSON();
  const part = (numbers: unknown): unknown => [{ path: "", numbers }];
  it.each([
    null,
    {},
    { ...good, format: "x" },
    { ...good, offset: [] },
    { ...good, offset: [null] },
    { ...good, offset: part([1]) },
    { ...good, offset: part([1, "2"]) },
    { ...good, divisor: part([1, null]) },
    { ...good, divisor: [{ path: "a", numbers: [1, 2] }] },
    { ...good, divisor: [...good.divisor, ...good.divisor] },
    { ...good, extra: true },
  ])("is not read from %j", (json) => {
    expect(codeOf(() => Scaling.fromJSON(f32(2), json))).toBe("FILE_INVALID");
  });

  it("is of the type that it was fitted to, and divides by no 0", () => {
    expect(codeOf(() => Scaling.fromJSON(f32(3), good))).toBe("FILE_INVALID");
    expect(codeOf(() => Scaling.fromJSON(i32(2), good))).toBe("FILE_INVALID");
    expect(codeOf(() => Scaling.fromJSON(f32(2), { ...good, divisor: part([1, 0]) }))).toBe("DATA_INVALID");
  });
});

describe("what stands for a missing number", () => {
  it.each([
    ["mean", [1, null, 3, undefined, Number.NaN, 8], 4],
    ["median", [9, 1, null, 3], 3],
    ["median", [4, 1], 2.5],
    ["most frequent", [5, 2, 5, 2, 7], 2],
    ["most frequent", [-0.5], -0.5],
  ] as const)("is the %s of %j", (strategy, values, wanted) => {
    expect(again(fitMissing(values, strategy))).toEqual({ value: wanted });
  });

  it("is not learned from nothing, or from what is no number", () => {
    expect(codeOf(() => fitMissing([]))).toBe("DATA_EMPTY");
    expect(codeOf(() => fitMissing([null, Number.NaN]))).toBe("DATA_EMPTY");
    expect(codeOf(() => fitMissing([1, Infinity]))).toBe("DATA_INVALID");
    expect(codeOf(() => fitMissing(["1"] as never))).toBe("DATA_INVALID");
    expect(codeOf(() => fitMissing([1], "mode" as never))).toBe("ARGUMENT_INVALID");
  });
});
