import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AttributeValue } from "../graph/graph.ts";
import { trace } from "../trace/trace.ts";
import { f32 } from "../graph/tensor-type.ts";
import { anyDType, anyShape, listOf, nullable, number, oneOf, record, schemaOf, wholeNumber } from "./attribute.ts";
import { describeSchema, faultOf, schemaOfDefault } from "./attribute-schema.ts";
import { defineOp } from "./define-op.ts";

/** Values that a default may be: lists hold one kind. */
const defaults = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string(),
    fc.boolean(),
    tie("value").map((item) => [item, item]),
    fc.dictionary(
      fc.string().filter((name) => name !== "__proto__"),
      tie("value"),
      { maxKeys: 3 },
    ),
  ),
})).value;

/** The value with one leaf replaced, wherever it lies. */
function replaceLeaf(value: AttributeValue, leaf: AttributeValue, at: number): AttributeValue {
  if (typeof value !== "object" || value === null) return leaf;
  const entries = Object.entries(value as Readonly<Record<string, AttributeValue>>);
  const [name, inner] = entries[at % Math.max(1, entries.length)] ?? [];
  if (name === undefined || inner === undefined) return leaf;
  const replaced = replaceLeaf(inner, leaf, Math.floor(at / entries.length));
  if (Array.isArray(value))
    return value.map((item: AttributeValue, index) => (String(index) === name ? replaced : item));
  return Object.fromEntries(entries.map(([key, each]) => [key, key === name ? replaced : each]));
}

describe("the schema of a default", () => {
  it("allows the default, and no leaf of another kind in it", () => {
    fc.assert(
      fc.property(defaults, fc.nat(), (value, at) => {
        const schema = schemaOfDefault(value)!;
        expect(faultOf(value, schema, null)).toBeNull();
        for (const leaf of ["(globalThis.pwned = 1)", 1, true, Number.NaN, null, [null], { a: null }]) {
          const other = replaceLeaf(value, leaf, at);
          const fault = faultOf(other, schema, null);
          const implied = schemaOfDefault(other);
          const isSameKind = implied !== undefined && describeSchema(implied) === describeSchema(schema);
          if (!isSameKind) expect(fault, JSON.stringify(other)).not.toBeNull();
        }
      }),
    );
  });

  it("is refused for a list of several kinds, which says nothing", () => {
    expect(() => schemaOf([1, "a"])).toThrow(/use listOf/);
  });
});

describe("an attribute", () => {
  const op = defineOp({
    name: "sampled",
    attributes: {
      axis: wholeNumber(0, { minimum: 0, maximum: 3 }),
      rate: number(0.5, { above: 0, below: 1 }),
      fill: number(0, { nonFinite: true }),
      mode: oneOf(["linear", "nearest"], "linear"),
      size: listOf(wholeNumber(1, { minimum: 1 }), [1, 2]),
      scale: nullable(number(1)),
      window: record({ low: wholeNumber(0), high: wholeNumber(1) }),
      shape: anyShape(),
      dtype: anyDType(),
      keep: false,
    },
    forward: { scalar: ([x], { rate, window }) => x.mul(rate).add(window.high) },
  });
  const given = (attributes: object): string => {
    try {
      trace({ x: f32(2) }, ({ x }) => op(x, attributes));
      return "accepted";
    } catch (error) {
      const { code, sentence, origin } = error as { code?: string; sentence?: string; origin?: { file: string } };
      expect(code).toBe("ATTRIBUTE_INVALID");
      expect(origin?.file).toMatch(/attribute\.test\.ts$/);
      return sentence ?? "";
    }
  };

  it.each<readonly [object, string]>([
    [{ axis: 4 }, 'sampled: the attribute "axis" is 4; give an integer from 0 to 3.'],
    [{ axis: 0.5 }, 'sampled: the attribute "axis" is 0.5; give an integer from 0 to 3.'],
    [{ rate: 0 }, 'sampled: the attribute "rate" is 0; give a finite number above 0 and below 1.'],
    [{ rate: "1" }, 'sampled: the attribute "rate" is "1"; give a finite number above 0 and below 1.'],
    [{ mode: "cubic" }, 'sampled: the attribute "mode" is "cubic"; give one of "linear", "nearest".'],
    [{ size: [1, 0] }, 'sampled: the attribute "size[1]" is 0; give an integer from 1.'],
    [{ size: new Array<number>(2) }, 'sampled: the attribute "size[0]" is missing; give an integer from 1.'],
    [{ size: 3 }, 'sampled: the attribute "size" is 3; give a list of integers from 1.'],
    [{ scale: Infinity }, 'sampled: the attribute "scale" is Infinity; give null or a finite number.'],
    [{ window: { low: 0 } }, 'sampled: the attribute "window.high" is missing; give an integer.'],
    [
      { window: { low: 0, high: 1, mid: 2 } },
      'sampled: the attribute "window.mid" is there; give nothing: the fields are "low", "high".',
    ],
    [{ shape: [2, -1] }, 'sampled: the attribute "shape[1]" is -1; give an integer from 0.'],
    [{ dtype: "f16" }, 'sampled: the attribute "dtype" is "f16"; give one of "f32", "f64", "i32", "u8", "bool".'],
    [{ keep: 1 }, 'sampled: the attribute "keep" is 1; give true or false.'],
    [
      { toString: 1 },
      'sampled: has no attribute "toString"; it has axis, rate, fill, mode, size, scale, window, shape, dtype, keep.',
    ],
  ])("%j is refused", (attributes, sentence) => {
    expect(given(attributes)).toBe(sentence);
  });

  it("may be anything that its schema allows", () => {
    expect(given({ axis: 3, rate: 0.25, fill: Number.NaN, mode: "nearest", size: [], scale: null, dtype: "u8" })).toBe(
      "accepted",
    );
  });

  it("has a default that its own schema allows", () => {
    expect(() => wholeNumber(0.5)).toThrow(/the default of an attribute is 0.5/);
    expect(() => defineOp({ name: "odd", attributes: { __proto: 1 }, forward: { scalar: ([x]) => x } })).toThrow(
      /has an attribute "__proto"/,
    );
  });
});
