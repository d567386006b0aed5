import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConstantData } from "./constant-data.ts";
import type { DType } from "./dtype.ts";
import { editGraph, undoDiff } from "./edit.ts";
import { inputOp, type AttributeValue, type Graph, type GraphNode } from "./graph.ts";
import { graphFromJson, graphToJson } from "./json.ts";
import { parseGraph } from "./parse.ts";
import { printGraph } from "./print.ts";
import { topologicalOrder } from "./topological-order.ts";
import { generations, graphView } from "./view.ts";
import { verifyGraph } from "./verify.ts";
import { f32 } from "./tensor-type.ts";
import { identity } from "../op/structural.ts";
import { Recorder } from "../trace/recorder.ts";
import { trace } from "../trace/trace.ts";
import { constant as makeConstant } from "../trace/constant.ts";

const numbers = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(Number.NaN, Infinity, -Infinity, -0));
const attribute: fc.Arbitrary<AttributeValue> = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    numbers,
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 3 }),
  ),
})).value;

/** A random graph: node k reads some of the nodes before it. */
const graphs: fc.Arbitrary<Graph> = fc
  .array(
    fc.record({
      reads: fc.array(fc.nat(), { maxLength: 3 }),
      shape: fc.array(fc.nat(5), { maxLength: 3 }),
      attributes: fc.dictionary(
        fc.string().filter((name) => name !== "__proto__"),
        attribute,
        { maxKeys: 2, noNullPrototype: true },
      ),
      placed: fc.boolean(),
      name: fc.string({ maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((rows) => {
    const nodes: GraphNode[] = [];
    rows.forEach(({ reads, shape, attributes, placed, name }, position) => {
      const inputs = position === 0 ? [] : reads.map((at) => ({ node: nodes[at % position]!.id, slot: 0 }));
      const isInput = inputs.length === 0;
      nodes.push({
        id: isInput ? `in.${name}${String(position)}` : `op_${String(position)}`,
        op: isInput ? inputOp : "some_op.vjp0",
        inputs,
        attributes: isInput ? {} : attributes,
        outputs: [{ shape, dtype: "f32" }],
        origin: placed && !isInput ? { file: `/a "b"/${name}.ts`, line: 3, column: 7, scope: name } : null,
      });
    });
    return {
      inputs: nodes.filter(({ op }) => op === inputOp).map(({ id }) => id),
      outputs: [{ name: "output", source: { node: nodes.at(-1)!.id, slot: 0 } }],
      nodes: Object.fromEntries(nodes.map((node) => [node.id, node])),
    };
  });

/** The elements that a dtype can hold. */
const elementsOf: Readonly<Record<DType, fc.Arbitrary<number>>> = {
  f32: numbers,
  f64: numbers,
  i32: fc.integer(),
  u8: fc.nat(255),
  bool: fc.nat(1),
};

/** A graph of one constant; f32 in floats or in doubles, as folding leaves them. */
const constants: fc.Arbitrary<Graph> = fc
  .constantFrom<DType>("f32", "f64", "i32", "u8", "bool")
  .chain((dtype) => fc.tuple(fc.constant(dtype), fc.array(elementsOf[dtype], { maxLength: 6 }), fc.boolean()))
  .map(([dtype, list, isRounded]) => {
    const elements = dtype === "f32" && isRounded ? Float32Array.from(list) : list;
    const recorder = new Recorder();
    const { reference } = recorder.constant([elements.length], ConstantData.copy(dtype, elements));
    return recorder.finish([{ name: "output", source: reference }]);
  });

describe("a graph", () => {
  it("is what its printed form and its JSON lead to, with the data of constants", () => {
    fc.assert(
      fc.property(constants, (graph) => {
        expect(parseGraph(printGraph(graph))).toEqual(graph);
        expect(graphFromJson(graphToJson(graph))).toEqual(graph);
      }),
      { seed: 4 },
    );
  });

  it("is what its printed form parses to", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        expect(parseGraph(printGraph(graph))).toEqual(graph);
      }),
      { seed: 1 },
    );
  });

  it("is what its JSON loads to", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        expect(graphFromJson(graphToJson(graph))).toEqual(graph);
      }),
      { seed: 2 },
    );
  });

  it("has every node after those it reads, in the order and in the generations", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const order = topologicalOrder(graph).map(({ id }) => id);
        const generation = new Map(
          generations(graph).flatMap((ids, at) => ids.map((id): [string, number] => [id, at])),
        );
        for (const { id, inputs } of Object.values(graph.nodes)) {
          for (const { node } of inputs) {
            expect(order.indexOf(node)).toBeLessThan(order.indexOf(id));
            expect(generation.get(node)).toBeLessThan(generation.get(id)!);
          }
        }
        expect(graphView(graph).order).toBe(order.length);
      }),
      { seed: 3 },
    );
  });

  it("is restored when an edit is undone", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const [first] = Object.values(graph.nodes);
        const last = graph.outputs[0]!.source;
        const replacements = new Map([[last.node, { node: first!.id, slot: 0 }]]);
        const edited = editGraph(graph, "test", { replacements: last.node === first!.id ? new Map() : replacements });
        expect(undoDiff(edited.graph, edited.diff)).toEqual(graph);
      }),
      { seed: 4 },
    );
  });
});

describe("undoing an edit", () => {
  it("is refused for a graph that the edit did not lead to", () => {
    const { graph } = trace({ x: f32(2) }, ({ x }) => identity(x));
    const { diff } = editGraph(graph, "test", { replacements: new Map([["identity_0", { node: "x", slot: 0 }]]) });
    expect(() => undoDiff(graph, diff)).toThrow(/the graph is not the one after "test"/);
  });
});

describe("a graph that is loaded", () => {
  const refused = (text: string): unknown => {
    try {
      verifyGraph(parseGraph(text));
    } catch (error) {
      return (error as { code?: string }).code;
    }
    return "accepted";
  };

  it("is refused with a cycle", () => {
    expect(refused("graph() { a: f32[] = f(b) b: f32[] = f(a) return output = a }")).toBe("GRAPH_CYCLE");
  });

  it("is refused with a reference that leads nowhere", () => {
    expect(refused("graph() { a: f32[] = f(b) return output = a }")).toBe("GRAPH_REFERENCE");
    expect(refused("graph(x: f32[]) { a: f32[] = f(x#1) return output = a }")).toBe("GRAPH_REFERENCE");
    expect(refused("graph(x: f32[]) { return output = y }")).toBe("GRAPH_REFERENCE");
  });

  it("is refused with two nodes or outputs of one name", () => {
    expect(refused("graph(x: f32[]) { x: f32[] = f() return output = x }")).toBe("GRAPH_INVALID");
    expect(refused("graph(x: f32[]) { return y = x, y = x }")).toBe("GRAPH_INVALID");
  });

  it("is refused with the line and column of what does not parse", () => {
    expect(() => parseGraph("graph(x: f32[]) {\n  a: f32[] = \n}")).toThrow(
      /line 3, column 1: expected a name, but there is }/,
    );
    expect(refused("graph(x: f16[]) { return y = x }")).toBe("PARSE_FAILED");
    expect(() => graphFromJson("{}")).toThrow(/not a rensa-graph/);
  });
});

describe("a text that is no graph", () => {
  const deep = (depth: number): string =>
    `graph() { a: f32[] = f() {x: ${"[".repeat(depth)}${"]".repeat(depth)}} return o = a }`;
  const sentence = (read: () => unknown): string => {
    try {
      read();
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      return `${String(code)} ${message}`;
    }
    return "accepted";
  };

  it("is told which limit it meets", () => {
    expect(sentence(() => parseGraph(deep(255)))).toBe("accepted");
    expect(sentence(() => parseGraph(deep(256)))).toMatch(/^PARSE_FAILED .*the limit of depth is 256/);
    expect(sentence(() => parseGraph(deep(200_000)))).toMatch(/^PARSE_FAILED .*the limit of depth is 256/);
    expect(sentence(() => parseGraph(" ".repeat(2 ** 24 + 1)))).toMatch(
      /^PARSE_FAILED .*at most 16777216 are read; give a larger `maximumCharacters`/,
    );
    const axes = (extents: string): string => `graph(x: f32[${extents}]) { return o = x }`;
    expect(sentence(() => parseGraph(axes("9007199254740991, 2")))).toMatch(/^GRAPH_INVALID .*the limits of size/);
    expect(sentence(() => parseGraph(axes(new Array(65).fill("1").join())))).toMatch(
      /^GRAPH_INVALID .*the limits of size/,
    );
  });

  it("may have 32 graphs in each other, and no more", () => {
    const nested = (depth: number): Graph => {
      const attributes = depth === 0 ? {} : { body: nested(depth - 1) };
      const node: GraphNode = { id: "a", op: "f", inputs: [], attributes, outputs: [f32()], origin: null };
      return { inputs: [], outputs: [{ name: "o", source: { node: "a", slot: 0 } }], nodes: { a: node } };
    };
    const limit = /^GRAPH_INVALID .*more than 32, the limit of depth/;
    for (const read of [verifyGraph, (graph: Graph) => parseGraph(printGraph(graph))]) {
      expect(sentence(() => read(nested(32)))).toBe("accepted");
      expect(sentence(() => read(nested(33)))).toMatch(limit);
    }
    expect(sentence(() => graphFromJson(graphToJson(nested(33))))).toMatch(limit);
  });

  it.each(["1e999", "-1e999", '"\\u00zz"', '"\\x41"', '"a\tb"', '"open', "{a: 1, a: 2}", "undefined", "__proto__"])(
    "is refused for the value %s",
    (value) => {
      expect(sentence(() => parseGraph(`graph() { a: f32[] = f() {x: ${value}} return o = a }`))).toMatch(
        /^PARSE_FAILED/,
      );
    },
  );

  it.each(["-0", "0.5", "-1", "9007199254740993", "NaN"])("is refused for the extent %s", (extent) => {
    expect(sentence(() => parseGraph(`graph(x: f32[${extent}]) { return o = x }`))).toMatch(/^PARSE_FAILED/);
  });

  it("is refused where an input or a constant is not what it says", () => {
    const constant = (type: string, attributes: string): string =>
      sentence(() => parseGraph(`graph() { c: ${type} = constant() {${attributes}} return o = c }`));
    expect(constant("f32[2]", 'shape: [2], dtype: "f32", data: [1, 2]')).toBe("accepted");
    for (const [type, attributes] of [
      ["f32[2]", 'shape: [2], dtype: "f32", data: [1]'],
      ["f32[2]", 'shape: [2], dtype: "f32", data: [1, "2"]'],
      ["f32[2]", 'shape: [2], dtype: "f64", data: [1, 2]'],
      ["f32[2]", 'shape: [1], dtype: "f32", data: [1, 2]'],
      ["(f32[2], f32[2])", 'shape: [2], dtype: "f32", data: [1, 2]'],
      ["u8[1]", 'shape: [1], dtype: "u8", data: [256]'],
      ["i32[1]", 'shape: [1], dtype: "i32", data: [0.5]'],
      ["bool[1]", 'shape: [1], dtype: "bool", data: [2]'],
      ["f32[1]", 'shape: [1], dtype: "f32", data: [[1]]'],
      ["f32[1]", 'shape: [1], dtype: "f32", data: 1'],
      ["f32[1]", 'shape: [1], dtype: "f32"'],
    ] as const) {
      expect(constant(type, attributes), `${type} ${attributes}`).toMatch(/^GRAPH_INVALID/);
    }
    expect(sentence(() => parseGraph("graph() { x: f32[] = input() return o = x }"))).toMatch(/^GRAPH_INVALID/);
    const { graph } = trace({}, () => makeConstant([1, 2]));
    expect(sentence(() => verifyGraph(graph))).toBe("accepted");
    // Typed arrays could be written, and a list costs eight times as much.
    for (const data of [[1, 2], Float32Array.of(1, 2), ConstantData.copy("f64", [1, 2])]) {
      const nodes = Object.values(graph.nodes).map((node) => ({ ...node, attributes: { ...node.attributes, data } }));
      const changed = { ...graph, nodes: Object.fromEntries(nodes.map((node) => [node.id, node])) } as Graph;
      expect(sentence(() => verifyGraph(changed))).toMatch(/^GRAPH_INVALID/);
    }
  });

  it("is refused as JSON of another version, or with other fields", () => {
    const json = graphToJson(trace({ x: f32(2) }, ({ x }) => identity(x)).graph);
    const refused = (text: string): string => sentence(() => graphFromJson(text));
    expect(refused(json)).toBe("accepted");
    expect(refused(json.replace('"version": 1', '"version": 2'))).toMatch(
      /^GRAPH_INVALID .*version 2, and this Rensa reads 1/,
    );
    expect(refused(json.replace("{", '{"version": 1,'))).toMatch(/^GRAPH_INVALID .*each once/);
    expect(refused(json.replace("{", '{"more": 1,'))).toMatch(/^GRAPH_INVALID .*each once/);
    expect(refused(json.replace(/"graph(.*?)"/, "7"))).toMatch(/^GRAPH_INVALID/);
    expect(refused("[".repeat(100_000))).toMatch(/^GRAPH_INVALID/);
  });
});
