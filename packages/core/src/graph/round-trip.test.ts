import fc from "fast-check";
import { describe, expect, it } from "vitest";
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
import { trace } from "../trace/trace.ts";

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

describe("a graph", () => {
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
