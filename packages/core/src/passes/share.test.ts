import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConstantData } from "../graph/constant-data.ts";
import type { DType } from "../graph/dtype.ts";
import type { AttributeValue, GraphNode } from "../graph/graph.ts";
import { ConstantNames } from "./constant-names.ts";
import { nodeKey } from "./share.ts";

// Few values, so that two are often the same; each looks like others in some spelling.
const values: fc.Arbitrary<AttributeValue> = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom<AttributeValue>(0, -0, 1, Number.NaN, Infinity, -Infinity, null, true, false),
    fc.constantFrom<AttributeValue>("0", "-0", "NaN", "Infinity", "number:-0", "null", "true", "", "[0]"),
    fc
      .tuple(fc.constantFrom<DType>("f32", "f64", "i32"), fc.array(fc.constantFrom(0, 1, 2), { maxLength: 2 }))
      .map(([dtype, elements]): AttributeValue => ConstantData.copy(dtype, elements)),
    fc
      .array(fc.constantFrom(0.1, -0, Number.NaN), { maxLength: 2 })
      .map((elements): AttributeValue => ConstantData.copy("f32", elements)),
    fc.array(tie("value"), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom("a", "b"), tie("value"), { maxKeys: 2, noNullPrototype: true }),
  ),
})).value;

const names = new ConstantNames();

function keyWith(value: AttributeValue): string {
  const node: GraphNode = { id: "f_0", op: "f", inputs: [], attributes: { value }, outputs: [], origin: null };
  return nodeKey(node, false, names);
}

function isSame(left: AttributeValue, right: AttributeValue): boolean {
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null)
    return Object.is(left, right);
  if (left instanceof ConstantData || right instanceof ConstantData) {
    if (!(left instanceof ConstantData && right instanceof ConstantData) || left.dtype !== right.dtype) return false;
    const others = [...right];
    return left.length === right.length && [...left].every((element, at) => Object.is(element, others[at]));
  }
  const [those, others] = [Object.entries(left), Object.entries(right)];
  return (
    Array.isArray(left) === Array.isArray(right) &&
    those.length === others.length &&
    those.every(([name, inner], at) => others[at]?.[0] === name && isSame(inner as never, others[at][1] as never))
  );
}

describe("the key of a node", () => {
  it("is that of another only where the attributes are the same, 0 and -0 apart", () => {
    expect(keyWith(0)).not.toBe(keyWith(-0));
    fc.assert(
      fc.property(values, values, (left, right) => {
        expect(keyWith(left) === keyWith(right)).toBe(isSame(left, right));
      }),
      { numRuns: 2000 },
    );
  });
});
