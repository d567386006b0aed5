/** Trees that are refused, and trees. */
import { describe, expect, it } from "vitest";
import { flattenTree, isTyped, mapTree } from "./tree.ts";
import { refuses } from "../../test/refusal.ts";

describe("a tree is refused that", () => {
  const isNumber = (value: unknown): value is number => typeof value === "number";
  const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });
  refuses({
    "has text among its leaves": [
      "ARGUMENT_INVALID a.0: expected a tensor, or an object or array of them, not string",
      () => flattenTree({ a: ["x"] }, isNumber),
    ],
    "is text": ["ARGUMENT_INVALID The tree: expected a tensor", () => flattenTree("x", isNumber)],
    "is a promise": [
      "ARGUMENT_INVALID The tree: expected a tensor, or an object or array of them, not a promise",
      () => flattenTree(Promise.resolve(), isNumber),
    ],
    "holds a date": [
      "ARGUMENT_INVALID a: expected a tensor, or an object or array of them, not a Date",
      () => flattenTree({ a: new Date() }, isNumber),
    ],
    "holds a map": ["ARGUMENT_INVALID not a Map", () => mapTree({ a: new Map() }, isNumber, (value) => value)],
    "holds a promise, mapped": [
      "ARGUMENT_INVALID not a promise",
      () => mapTree({ a: Promise.resolve() }, isNumber, (value) => value),
    ],
    "has text among its leaves, mapped": [
      "ARGUMENT_INVALID a.0: expected",
      () => mapTree({ a: ["x"] }, isNumber, (value) => value),
    ],
    "is too deep": ["ARGUMENT_INVALID nested more than 500 deep", () => flattenTree(deep(501), isNumber)],
    "is too deep, mapped": [
      "ARGUMENT_INVALID nested more than 500 deep",
      () => mapTree(deep(501), isNumber, (value) => value),
    ],
  });

  it("and no other", () => {
    class Made {
      readonly x = 1;
    }
    expect(flattenTree(new Made(), isNumber)).toEqual([["x", 1]]);
    expect(flattenTree(Object.create(null), isNumber)).toEqual([]);
    expect(flattenTree([{ b: 1 }, [2]], isNumber)).toEqual([
      ["0.b", 1],
      ["1.0", 2],
    ]);
    expect(flattenTree(5, isNumber)).toEqual([["", 5]]);
    expect(flattenTree(deep(500), isNumber)).toHaveLength(1);
    expect(mapTree({ a: [1, { b: 2 }] }, isNumber, (value, path) => `${path}=${String(value)}`)).toEqual({
      a: ["a.0=1", { b: "a.1.b=2" }],
    });
    expect([{}, { shape: [] }, { dtype: "f32", shape: 1 }, null, { shape: [], dtype: "f32" }].map(isTyped)).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
  });
});
