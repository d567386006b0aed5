/** Graphs from files that mean harm: nothing of them is run, and no name of theirs reaches a prototype. */
import { describe, expect, it } from "vitest";
import { compile, standardRegistry, type RensaError } from "../src/index.ts";
import { loadGraph, parseGraph } from "@rensa/core/graph";

const registry = standardRegistry();
const inherited = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "prototype"];

function codeOf(text: string): string {
  try {
    loadGraph(parseGraph(text), registry);
  } catch (error) {
    return (error as RensaError).code;
  }
  return "accepted";
}

describe("a graph file", () => {
  it("runs no code from an attribute or a constant", () => {
    const code = '"(globalThis.pwned = 1, 2)"';
    expect(
      codeOf(
        `graph(x: f32[8]) { y_0: f32[8] = resample_nearest(x) {axis: 0, extent: 8, step: 1, offset: 0, scale: ${code}} return output = y_0 }`,
      ),
    ).toBe("ATTRIBUTE_INVALID");
    expect(
      codeOf(`graph() { c: f32[1] = constant() {shape: [1], dtype: "f32", data: [${code}]} return output = c }`),
    ).toBe("GRAPH_INVALID");
    expect("pwned" in globalThis).toBe(false);
  });

  it.each(inherited)("may name inputs and outputs %s, which stay names", async (name) => {
    const text = `graph(${name}: f32[2], b: f32[]) { y_0: f32[2] = relu(${name}) return ${name}.polluted = y_0, a.${name} = y_0 }`;
    const program = await compile(loadGraph(parseGraph(text), registry));
    const result = program.run(
      Object.fromEntries([
        [name, [-1, 2]],
        ["b", 1],
      ]) as never,
    );
    expect(JSON.stringify(Object.entries(result).map(([key]) => key))).toBe(JSON.stringify([name, "a"]));
    expect("polluted" in {} || "polluted" in Object || "polluted" in Function.prototype).toBe(false);
  });

  it.each(inherited)("cannot use %s as a value, an op, an attribute or a node that is not there", (name) => {
    const graph = (body: string): string => `graph(x: f32[2]) { y_0: f32[2] = ${body} return output = y_0 }`;
    expect(codeOf(graph(`relu(x) {a: ${name}}`))).toBe("PARSE_FAILED");
    expect(codeOf(graph(`relu(x) {${name}: 1}`))).toBe("ATTRIBUTE_INVALID");
    expect(codeOf(graph(`${name}(x)`))).toBe("OP_UNKNOWN");
    expect(codeOf(graph(`relu(${name})`))).toBe("GRAPH_REFERENCE");
    expect(codeOf(graph(`relu(x)`).replace("f32", name))).toBe("PARSE_FAILED");
    expect(Object.isFrozen(Object.prototype)).toBe(false);
  });

  it.each(["a = y_0, a.b = y_0", "a.b = y_0, a = y_0", "a.b.c = y_0, a.b = y_0"])("cannot nest %s", (outputs) => {
    expect(codeOf(`graph(x: f32[2]) { y_0: f32[2] = relu(x) return ${outputs} }`)).toBe("GRAPH_INVALID");
  });

  it("cannot have one node under two names, which would be run twice or wait for itself", () => {
    const graph = parseGraph("graph(x: f32[2]) { y_0: f32[2] = relu(x) return output = y_0 }");
    const { y_0: node } = graph.nodes;
    for (const nodes of [
      { ...graph.nodes, other: node },
      { x: graph.nodes["x"], other: node },
    ]) {
      const load = (): unknown => loadGraph({ ...graph, nodes } as never, registry);
      expect(load).toThrow(/"y_0" stands under another name/);
    }
  });

  it.each(["", ".", "a.", ".a", "a..b"])("cannot name an input or an output %j, which is no path", (name) => {
    const quoted = JSON.stringify(name);
    expect(codeOf(`graph(x: f32[2]) { y_0: f32[2] = relu(x) return ${quoted} = y_0 }`)).toBe("GRAPH_INVALID");
    expect(codeOf(`graph(${quoted}: f32[2]) { y_0: f32[2] = relu(${quoted}) return output = y_0 }`)).toBe(
      "GRAPH_INVALID",
    );
  });
});
