/** Schemas in words, the limits of what they allow, and what defaults imply. */
import { describe, expect, it } from "vitest";
import { ConstantData } from "../graph/constant-data.ts";
import { f32 } from "../graph/tensor-type.ts";
import {
  describeSchema,
  faultOf,
  isRelated,
  schemaOfDefault,
  type AttributeSchema,
  type NumberBounds,
} from "./attribute-schema.ts";

const integer = (bounds: NumberBounds = {}): AttributeSchema => ({ kind: "integer", bounds });
const finite = (bounds: NumberBounds = {}): AttributeSchema => ({ kind: "number", bounds, nonFinite: false });
const any: AttributeSchema = { kind: "number", bounds: {}, nonFinite: true };
const list = (of: AttributeSchema, length: number | null = null): AttributeSchema => ({ kind: "list", of, length });
const record = (fields: Readonly<Record<string, AttributeSchema>>): AttributeSchema => ({
  kind: "record",
  fields: new Map(Object.entries(fields)),
});
const axis = (of: number, inserted = false): AttributeSchema => ({ kind: "axis", of, inserted });
const axes = (of: number): AttributeSchema => ({ kind: "axes", of });
const graph: AttributeSchema = { kind: "graph", check: () => ({ path: ".nodes", given: "5", allowed: "a list" }) };

describe("describeSchema", () => {
  it.each<readonly [schema: AttributeSchema, singular: string, inList: string]>([
    [{ kind: "boolean" }, "true or false", "a list of booleans"],
    [{ kind: "text" }, "a text", "a list of texts"],
    [integer(), "an integer", "a list of integers"],
    [integer({ minimum: 1 }), "an integer from 1", "a list of integers from 1"],
    [integer({ maximum: 3 }), "an integer up to 3", "a list of integers up to 3"],
    [integer({ minimum: 0, maximum: 3 }), "an integer from 0 to 3", "a list of integers from 0 to 3"],
    [finite({ above: 0 }), "a finite number above 0", "a list of finite numbers above 0"],
    [finite({ below: 1 }), "a finite number below 1", "a list of finite numbers below 1"],
    [
      finite({ above: 0, below: 1 }),
      "a finite number above 0 and below 1",
      "a list of finite numbers above 0 and below 1",
    ],
    [
      finite({ minimum: 0, below: 1 }),
      "a finite number from 0 and below 1",
      "a list of finite numbers from 0 and below 1",
    ],
    [finite({ above: 0, maximum: 1 }), "a finite number above 0 up to 1", "a list of finite numbers above 0 up to 1"],
    [any, "a number (NaN and the infinities too)", "a list of numbers (NaN and the infinities too)"],
    [{ kind: "oneOf", values: ["a", 1, true] }, 'one of "a", 1, true', 'a list of values that are one of "a", 1, true'],
    [{ kind: "nullable", of: integer() }, "null or an integer", "a list of values that are null or an integer"],
    [list(integer()), "a list of integers", "a list of lists of integers"],
    [list(integer(), 2), "a list of 2 integers", "a list of lists of 2 integers"],
    [
      record({ low: any, high: integer() }),
      'a record { "low": a number (NaN and the infinities too); "high": an integer }',
      'a list of records { "low": a number (NaN and the infinities too); "high": an integer }',
    ],
    [axis(0), "an axis of the first input, from 0", "a list of axes of the first input, from 0"],
    [axis(1), "an axis of the second input, from 0", "a list of axes of the second input, from 0"],
    [
      axis(2, true),
      "a place among the axes of the third input, from 0",
      "a list of places among the axes of the third input, from 0",
    ],
    [
      axes(3),
      "axes of the 4th input, from 0, each once, ascending",
      "a list of lists of axes of the 4th input, from 0, each once, ascending",
    ],
    [graph, "a graph", "a list of graphs"],
  ])("says %#", (schema, singular, inList) => {
    expect(describeSchema(schema)).toBe(singular);
    expect(describeSchema(list(schema))).toBe(inList);
  });
});

describe("faultOf", () => {
  const inputs = [f32(4, 5), f32(3)];
  const isAllowed = (value: unknown, schema: AttributeSchema, known: typeof inputs | null = null): boolean =>
    faultOf(value, schema, known) === null;
  const judged = (values: readonly unknown[], schema: AttributeSchema, known: typeof inputs | null = null): boolean[] =>
    values.map((value) => isAllowed(value, schema, known));

  it("allows a bound or not, as it says", () => {
    expect(judged([0, 1, 2, 3, 4], integer({ minimum: 1, maximum: 3 }))).toEqual([false, true, true, true, false]);
    expect(judged([0, 1, 2, 3, 4], integer({ above: 1, below: 3 }))).toEqual([false, false, true, false, false]);
    expect(judged([-1e300, 1e300, NaN, Infinity], finite())).toEqual([true, true, false, false]);
    expect(judged([NaN, -Infinity, "1", null], any)).toEqual([true, true, false, false]);
    expect(judged([2 ** 53 - 1, 2 ** 53, 0.5, true], integer())).toEqual([true, false, false, false]);
  });

  it("allows the axes that the input has, and one more for a place", () => {
    expect(judged([-1, 0, 1, 2, 3, 0.5, "0"], axis(0), inputs)).toEqual([
      false,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(judged([0, 1, 2, 3], axis(0, true), inputs)).toEqual([true, true, true, false]);
    expect(judged([0, 1], axis(1), inputs)).toEqual([true, false]);
    expect(judged([0], axis(2), inputs)).toEqual([false]);
    expect(judged([0, 99, -1], axis(0))).toEqual([true, true, false]);
    const lists = [[], [0], [0, 1], [1, 0], [1, 1], [2], [0, 1, 2], new Array<number>(2), 0, null];
    const wanted = [true, true, true, false, false, false, false, false, false, false];
    expect(judged(lists, axes(0), inputs)).toEqual(wanted);
    expect(faultOf(2, axis(0), inputs)?.allowed).toBe("an axis of the first input, from 0, which has 2");
    expect(faultOf([1, 1], axes(1), inputs)?.allowed).toMatch(/which has 1$/);
    expect(faultOf(-1, axis(0), null)?.allowed).toBe("an axis of the first input, from 0");
  });

  it("says where in a value the fault lies", () => {
    const schema = record({
      items: list({ kind: "nullable", of: record({ rate: finite({ above: 0 }) }) }),
      body: graph,
    });
    const where = (value: unknown): string | undefined => faultOf(value, schema, null, "top")?.path;
    expect(where({ items: [null, { rate: 0 }], body: 1 })).toBe("top.items[1].rate");
    expect(where({ items: [5], body: 1 })).toBe("top.items[0]");
    expect(where({ items: [], body: 1 })).toBe("top.body.nodes");
    expect(where([])).toBe("top");
    expect(judged([[1, 2], [1], [1, 2, 3]], list(integer(), 2))).toEqual([true, false, false]);
    expect(judged([true, "a", 1], { kind: "boolean" })).toEqual([true, false, false]);
    expect(judged([true, "a", 1], { kind: "text" })).toEqual([false, true, false]);
  });
});

describe("isRelated", () => {
  it("is true of what speaks of inputs, however deep", () => {
    const related = [
      axis(0),
      axes(0),
      list(axis(0)),
      { kind: "nullable", of: axes(0) } as const,
      record({ a: any, b: axis(0) }),
    ];
    const others = [any, list(any), record({ a: any }), record({}), { kind: "nullable", of: any } as const, graph];
    expect(related.map(isRelated)).toEqual(related.map(() => true));
    expect(others.map(isRelated)).toEqual(others.map(() => false));
  });
});

describe("schemaOfDefault", () => {
  it("says what a default implies", () => {
    const said = (value: Parameters<typeof schemaOfDefault>[0]): string | undefined => {
      const schema = schemaOfDefault(value);
      return schema && describeSchema(schema);
    };
    expect(said(null)).toBe("null or a finite number");
    expect(said([])).toBe("a list of finite numbers");
    expect(said([1, 2])).toBe("a list of finite numbers");
    expect(said([1, Infinity])).toBeUndefined();
    expect(said([1, "a"])).toBeUndefined();
    expect(said([[1, "a"]])).toBeUndefined();
    expect(said({ a: [1, "a"] })).toBeUndefined();
    expect(said({ a: "b", c: true })).toBe('a record { "a": a text; "c": true or false }');
    expect(said(NaN)).toBe("a number (NaN and the infinities too)");
    expect(said(ConstantData.copy("f32", [1]))).toBeUndefined();
  });
});
