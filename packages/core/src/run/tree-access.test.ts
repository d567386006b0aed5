/** Data found along a tree of types, whatever the object that holds it. */
import { describe, expect, it } from "vitest";
import { RensaError } from "../graph/error.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { dataFinder, treeReader } from "./tree-access.ts";

const scalar: TensorType = { shape: [], dtype: "f32" };
const spec = { x: scalar, state: { kept: scalar }, pair: [scalar, scalar], none: {} };
const find = dataFinder(spec, (path) => path.startsWith("state"));

describe("finding data", () => {
  it("finds it in the order of the leaves, whatever the order in which it is given", () => {
    expect(find({ pair: [2, 3], none: {}, x: 1 })).toEqual([1, 2, 3]);
  });

  it("finds undefined for what is missing, and for what is not a record", () => {
    expect(find({})).toEqual([undefined, undefined, undefined]);
    expect(find(null)).toEqual([undefined, undefined, undefined]);
    expect(find({ x: 1, pair: 5 })).toEqual([1, undefined, undefined]);
  });

  it("takes nothing that an object inherits", () => {
    const inherits: unknown = Object.create({ x: 1, unknown: 2 });
    expect(find(inherits)).toEqual([undefined, undefined, undefined]);
    const named = dataFinder({ constructor: scalar, toString: scalar }, () => false);
    expect(named({})).toEqual([undefined, undefined]);
  });

  it("finds own values of any name", () => {
    const names = ["__proto__", "constructor", "hasOwnProperty", "0"];
    const named = dataFinder(Object.fromEntries(names.map((name) => [name, scalar])), () => false);
    const data = Object.fromEntries(names.map((name) => [name, name]));
    expect([...named(data)].sort()).toEqual([...names].sort());
  });

  it.each([
    [{ x: 1, y: 2 }, 'there is no input "y"; the inputs are x, pair, none'],
    [{ state: {} }, '"state" is state'],
    [{ pair: [1, 2, 3] }, 'there is no input "pair.2"; the inputs are pair.0, pair.1'],
    [{ none: { x: 1 } }, 'there is no input "none.x"'],
  ])("refuses what no leaf takes: %o", (data, reason) => {
    expect(() => find(data)).toThrow(RensaError);
    expect(() => find(data)).toThrow(reason);
  });

  it("calls a getter once", () => {
    let calls = 0;
    const data = {
      get x() {
        calls++;
        return calls;
      },
    };
    expect(find(data)[0]).toBe(1);
    expect(calls).toBe(1);
  });
});

describe("reading results", () => {
  it.each([
    ["one leaf", { loss: scalar }],
    ["a leaf of a name that objects have", Object.fromEntries([["__proto__", scalar]])],
    ["a list of one", [scalar]],
    ["a tree", { loss: scalar, parts: { one: scalar, two: [scalar, { three: scalar }] } }],
  ])("nests %s as its types are", (_, tree) => {
    const read = treeReader<string>(tree, (_type, path) => (context) => `${context} ${path}`);
    const paths = (value: unknown, path: string): unknown =>
      value === scalar
        ? `at ${path}`
        : Array.isArray(value)
          ? value.map((each, at) => paths(each, path === "" ? String(at) : `${path}.${String(at)}`))
          : Object.fromEntries(
              Object.entries(value as object).map(([name, each]) => [
                name,
                paths(each, path === "" ? name : `${path}.${name}`),
              ]),
            );
    const result = read("at");
    expect(result).toEqual(paths(tree, ""));
    expect(Object.getPrototypeOf(result)).toBe(Array.isArray(tree) ? Array.prototype : Object.prototype);
  });
});
